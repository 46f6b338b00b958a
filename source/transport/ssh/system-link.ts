import type {Failure} from '../../domain/failure.ts';
import {type Result, succeeded} from '../../domain/result.ts';
import type {SshTarget} from '../../domain/ssh-target.ts';
import type {NodeLink, OpenLink} from './node-link.ts';
import {newNonce, proveShell, shellCommand} from './prove-shell.ts';
import {type SystemWorld, startMaster} from './start-master.ts';
import {createSystemListen} from './system-listen.ts';
import {type OverMaster, openSystemSession} from './system-shell.ts';
import {openSystemStream} from './system-stream.ts';
import {openWay} from './system-way.ts';

/** A session, and the proof of its shell, may take so long. */
const openMs = 10_000;

/**
 * One login on a node by the system's ssh, for what ssh2 cannot do; `reason` says what that is. Everything that is asked
 * of the node goes over this login, each in a process that only passes it on. Failures: those of `startMaster`, of the
 * node or of a hop before it.
 */
export async function connectSystem(
	target: SshTarget,
	{signal, deadlineMs, onAuthenticated}: OpenLink,
	world: SystemWorld & {readonly reason: string},
): Promise<Result<NodeLink>> {
	const {clock, reason} = world;
	const untilMs = clock.monotonicMs() + deadlineMs;
	const way = await openWay(target.jumps, {signal, untilMs}, world);
	if (!way.ok) {
		return way;
	}

	const {last: via, close: closeWay} = way.value;
	const leftMs = untilMs - clock.monotonicMs();
	const master = await startMaster(target, {signal, deadlineMs: leftMs, via}, world);
	if (!master.ok) {
		closeWay();
		return master;
	}

	onAuthenticated();
	const over = {master: master.value, where: target.where, clock};
	return succeeded(linkOver(over, reason, closeWay));
}

function linkOver(over: OverMaster, reason: string, closeWay: () => void): NodeLink {
	const {master, where, clock} = over;
	let isClosed = false;
	const lost = new Promise<Failure>(resolve => {
		void master.ended.then(failure => {
			closeWay();
			if (!isClosed) {
				resolve(failure);
			}
		});
	});
	return {
		transport: 'system',
		transportReason: reason,
		async openShell(signal) {
			const nonce = newNonce();
			const session = await openSystemSession(shellCommand(nonce), over);
			return session.ok
				? proveShell(session.value, {clock, signal, where, nonce, deadlineMs: openMs})
				: session;
		},
		openStream: (address, signal) => openSystemStream(address, over, signal),
		listen: createSystemListen(over),
		openStatfs: undefined,
		lost,
		close() {
			isClosed = true;
			master.close();
			closeWay();
		},
	};
}
