import {dirname, join} from 'node:path';
import {failed, type Result, succeeded} from '../../domain/result.ts';
import {listenAt} from '../listen-here.ts';
import {runProcess} from '../run-process.ts';
import type {Listen} from '../serve-http.ts';
import {type Forward, forwardArguments} from './master-arguments.ts';
import {newNonce} from './prove-shell.ts';
import {listeningRefused} from './sshd-refusal.ts';
import type {OverMaster} from './system-shell.ts';

const openMs = 10_000;
/** How long the master may take to give the port back. */
const closeMs = 2000;
const mostBytes = 65_536;
/** ssh takes these in the name of a socket for something else. */
const special = /[:%$\\]/;

/**
 * A port of the node's own loopback, over a master: what comes there is passed on to a socket in the master's folder,
 * where nobody else comes. Failures: `denied` where sshd forbids it.
 */
export function createSystemListen(over: OverMaster): Listen {
	const {master} = over;
	return async (onStream, signal) => {
		const path = join(dirname(master.socket), `l-${newNonce().slice(0, 8)}`);
		if (special.test(path)) {
			const reason = 'its name has a character that ssh does not take. Set XDG_RUNTIME_DIR.';
			return failed({kind: 'rejected', where: dirname(path), reason});
		}

		const here = await listenAt({path}, onStream, signal);
		if (!here.ok) {
			return here;
		}

		const {close} = here.value;
		const port = await askForPort(path, over, signal);
		const giveBack = async (): Promise<void> => {
			await close();
			// The master knows it by the port that it was asked for.
			await run({deed: 'cancel', path, port: 0}, over, neverAborted);
		};
		if (!port.ok) {
			// It may have come about after nobody waited for it any more.
			await giveBack();
			return port;
		}

		void master.ended.then(close);
		return succeeded({port: port.value, close: giveBack});
	};
}

const neverAborted = new AbortController().signal;

async function askForPort(
	path: string,
	over: OverMaster,
	signal: AbortSignal,
): Promise<Result<number>> {
	const answer = await run({deed: 'forward', path, port: 0}, over, signal);
	if (!answer.ok) {
		return answer;
	}

	const [port] = /^\d+$/m.exec(answer.value.stdout) ?? [];
	return port === undefined
		? failed({kind: 'denied', where: over.where, reason: listeningRefused})
		: succeeded(Number(port));
}

function run(forward: Forward, {master, clock}: OverMaster, signal: AbortSignal) {
	const argv = forwardArguments(master.socket, forward);
	const timeoutMs = forward.deed === 'cancel' ? closeMs : openMs;
	return runProcess({argv, timeoutMs, maxBytes: mostBytes}, clock, signal);
}
