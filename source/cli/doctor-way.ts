import type {SshTarget} from '../domain/ssh-target.ts';
import {lookUpHost} from '../transport/look-up-host.ts';
import {openTcp} from '../transport/open-tcp.ts';
import {failureText} from '../theme/failure-text.ts';
import {latencyText} from '../theme/number-text.ts';
import {fail, pass} from './doctor-report.ts';
import type {NodeCheck} from './doctor-check.ts';

const nameMs = 5000;
const portMs = 5000;

/** Whether the machine that is dialled first has an address and listens; false where it makes no sense to go on. */
export async function wayChecks(target: SshTarget, check: NodeCheck): Promise<boolean> {
	const {say, ssh, signal} = check;
	const {clock} = ssh;
	if (target.needsSystemSsh !== undefined) {
		say(pass('node.name', `left to the system's ssh, because of ${target.needsSystemSsh}`));
		return true;
	}

	const [hop] = target.jumps;
	const {host, port} = hop ?? target;
	const first = hop === undefined ? host : `${host}, the first jump host`;
	const addresses = await lookUpHost(host, {clock, limitMs: nameMs});
	if (!addresses.ok) {
		say(fail('node.name', failureText(addresses.failure), `getent hosts ${host}`));
		return false;
	}

	const [address = host] = addresses.value;
	say(pass('node.name', address === host ? `${first} is an address` : `${first} is ${address}`));
	const startedMs = clock.monotonicMs();
	const socket = await openTcp({host, port}, {clock, signal, limitMs: portMs});
	if (!socket.ok) {
		const isRefused = socket.failure.kind === 'refused';
		const remedy = isRefused ? 'systemctl start ssh, on its own keyboard' : `ping ${host}`;
		say(fail('node.port', failureText(socket.failure), remedy));
		return false;
	}

	socket.value.destroy();
	const tookMs = clock.monotonicMs() - startedMs;
	say(pass('node.port', `${first} listens on ${port}, and answers in ${latencyText(tookMs)}`));
	return true;
}
