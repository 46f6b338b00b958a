import type {RouteNode} from '../domain/routing.ts';

/** Whether it is known what a node has, or why it cannot be asked: more is not to be waited for. */
export function isHeard({service, installed}: RouteNode): boolean {
	return service.state === 'serving' ? installed !== undefined : service.failure !== undefined;
}
