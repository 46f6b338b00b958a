/** Every fault there is, and how one comes and goes. */
import type {Fault, FaultTable} from './fault.ts';
import {homeFaults} from './home-faults.ts';
import type {HostContext} from './host-context.ts';
import {loginFaults} from './login-faults.ts';
import {networkFaults} from './network-faults.ts';
import {ollamaFaults} from './ollama-faults.ts';
import {processFaults} from './process-faults.ts';
import {sensorFaults} from './sensor-faults.ts';
import {slurmFaults} from './slurm-faults.ts';
import {startListener, stopListener} from './sshd.ts';
import {changeHost, hostNamed} from './state.ts';

export const faultTable: FaultTable = {
	...networkFaults,
	...processFaults,
	...loginFaults,
	...homeFaults,
	...sensorFaults,
	...slurmFaults,
	...ollamaFaults,
};

/** Written down before it is inflicted, so that `heal` undoes also what was inflicted by half. */
export async function applyFault(
	context: HostContext,
	kind: string,
	args: readonly string[],
): Promise<void> {
	const fault = faultNamed(kind);
	if (!fault.isPlain && !context.state.isolated) {
		throw new Error(`${kind} needs root`);
	}

	if (context.host.faults[kind] !== undefined && fault.isAdjustable !== true) {
		throw new Error(`${context.host.name} has ${kind} already: heal it first`);
	}

	const worse = withFaults(context, {...context.host.faults, [kind]: args});
	await fault.inflict?.(worse, args);
	if (fault.sshdLines !== undefined) {
		await stopListener(worse);
		await startListener(worse, sshdLinesOf(worse));
	}
}

/** Undoes the last fault first. */
export async function healHost(sick: HostContext): Promise<void> {
	let context = sick;
	let needsListener = false;
	for (const kind of Object.keys(sick.host.faults).reverse()) {
		const {heal, listener, sshdLines} = faultNamed(kind);
		await heal?.(context);
		needsListener ||= listener === 'gone' || sshdLines !== undefined;
		const {[kind]: _healed, ...faults} = context.host.faults;
		context = withFaults(context, faults);
	}

	if (needsListener) {
		await stopListener(context);
		await startListener(context, []);
	}
}

function faultNamed(kind: string): Fault {
	const fault = faultTable[kind];
	if (fault === undefined) {
		throw new Error(`no fault ${kind}: there are ${Object.keys(faultTable).join(' ')}`);
	}

	return fault;
}

function withFaults(context: HostContext, faults: HostContext['host']['faults']): HostContext {
	const {folder, host} = context;
	const state = changeHost(folder, host.name, each => ({...each, faults}));
	return {folder, state, host: hostNamed(state, host.name)};
}

function sshdLinesOf(context: HostContext): string[] {
	return Object.entries(context.host.faults).flatMap(([kind, args]) => [
		...(faultNamed(kind).sshdLines?.(context, args) ?? []),
	]);
}
