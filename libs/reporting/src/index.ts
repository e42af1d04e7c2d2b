export { readStatus, type HubStatus } from './read-status.js';
export { readSources, type SourceStatus } from './read-sources.js';
export { readDepartments, type DepartmentStatus } from './read-departments.js';
export { readCase, type CaseLife, type CaseMessage } from './read-case.js';
export { type RecordView, type FieldView } from './record-view.js';
export { ParkedDesk, type ParkedDetail } from './parked-desk.js';
export { type ParkedEntry, type ParkedFilter } from './sql/select-parked.js';
export {
  selectDeliveries as readDeliveries,
  type DeliveryEntry,
  type DeliveryFilter,
} from './sql/select-deliveries.js';
export { selectNobody as readNobodyToTell, type NobodyToTell } from './sql/select-nobody.js';
export { selectWaiting as readWaiting, type WaitingCase } from './sql/select-waiting.js';
