import { Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { BaseRpcContext, EventPattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { BatchOutcome, ConsumedBatch } from '#base/contracts';

/** Second argument of a batch handler (`@Ctx()`): aborted when the process is asked to stop or the partition went elsewhere. */
export class BatchContext extends BaseRpcContext<[AbortSignal]> {
  constructor(signal: AbortSignal) {
    super([signal]);
  }

  /** Interrupts waits inside the handler; a transaction under way may still end. */
  get signal(): AbortSignal {
    return this.getArgByIndex(0);
  }
}

/** Lets a fault reach the loop as it was thrown; Nest's own filter would replace it by "Internal server error". */
@Catch()
export class KeepFault implements RpcExceptionFilter {
  /** Hands the fault on. */
  catch(fault: unknown): Observable<never> {
    return throwError(() => fault);
  }
}

type BatchMethod = (batch: ConsumedBatch, context: BatchContext) => Promise<BatchOutcome>;
type BatchMethodDecorator = <Method extends BatchMethod>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/**
 * Marks a controller's method as the handler of every topic that fits the pattern, e.g. `hub.raw.*` (without the
 * environment's prefix). Its parameters are `@Payload() batch` and `@Ctx() context`.
 */
export function OnBatch(pattern: string): BatchMethodDecorator {
  return (target, name, descriptor) => {
    const method: PropertyDescriptor = descriptor;
    EventPattern(pattern)(target, name, method);
    UseFilters(KeepFault)(target, name, method);
  };
}
