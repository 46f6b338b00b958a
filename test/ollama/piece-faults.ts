import {once} from 'node:events';
import {ApiError} from './api-error.ts';
import {type Exchange, sendRaw} from './exchange.ts';
import {runnerIsGone} from './faults.ts';

/** What goes wrong with an answer once so many pieces of it were sent. True: no more is to be sent. */
export async function isOverByFault(exchange: Exchange, pieces: number): Promise<boolean> {
	const {response, signal} = exchange;
	const faults = exchange.faults();
	if (faults.dieAfter === pieces) {
		response.destroy();
		return true;
	}

	if (faults.stallAfter === pieces && !signal.aborted) {
		await once(signal, 'abort');
		return true;
	}

	if (faults.endAfter === pieces) {
		response.end();
		return true;
	}

	if (faults.errorAfter === pieces) {
		throw new ApiError(500, faults.errorText ?? runnerIsGone);
	}

	if (faults.nonsenseAfter === pieces) {
		await sendRaw(exchange, '<html>502 Bad Gateway</html>\n');
	}

	return signal.aborted;
}
