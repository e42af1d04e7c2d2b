import type { DeliveryState } from '#base/contracts';

/** What people call the states of a delivery. */
export const deliveryTitles: Readonly<Record<DeliveryState, string>> = {
  pending: '待投递',
  delivered: '已投递',
  received: '已签收',
  claimed: '已认领',
  answered: '已反馈',
  closed: '已办结',
  returned: '已退回',
  cancelled: '已取消',
};
