import type {NodeHttp} from '../../source/domain/node-http.ts';
import {FailureError} from '../../source/transport/failure-error.ts';

/** A node where nobody listens on any port. */
export function silentHttp(): NodeHttp {
	const refuse = () => Promise.reject(new FailureError({kind: 'refused', where: 'nowhere'}));
	return {
		reach: refuse,
		fetch: refuse,
		close: () => undefined,
	};
}
