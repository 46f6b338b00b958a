import type {NodeHttp} from '../../source/domain/node-http.ts';
import {FailureError} from '../../source/transport/failure-error.ts';

/** A node where nobody listens on any port. */
export function silentHttp(): NodeHttp {
	return {
		fetch: () => Promise.reject(new FailureError({kind: 'refused', where: 'nowhere'})),
		close: () => undefined,
	};
}
