/** What is wrong with the daemons of a Slurm cluster. */
import type {Fault, FaultTable} from './fault.ts';
import type {HostContext} from './host-context.ts';
import {signalProcess, until} from './processes.ts';
import {
	daemonPids,
	type SlurmDaemon,
	startAccounting,
	startController,
	startNodeDaemon,
} from './slurm-daemons.ts';

export const slurmFaults: FaultTable = {
	'slurmctld-stop': stopped('slurmctld', 'the controller is stopped (SIGSTOP), on `login`'),
	'slurmctld-kill': killed('slurmctld', 'the controller is killed, on `login`', startController),
	'slurmdbd-stop': stopped('slurmdbd', 'the accounting daemon is stopped (SIGSTOP), on `login`'),
	'slurmdbd-kill': killed(
		'slurmdbd',
		'the accounting daemon is killed, on `login`',
		startAccounting,
	),
	'slurmd-stop': stopped('slurmd', 'the daemon of a node is stopped; its jobs go on'),
	'slurmd-kill': killed(
		'slurmd',
		'the daemon of a node is killed; its jobs go on',
		startNodeDaemon,
	),
};

function stopped(daemon: SlurmDaemon, says: string): Fault {
	return {
		...{usage: '', says, isPlain: false},
		inflict: async context => {
			signal(context, daemon, 'SIGSTOP');
		},
		heal: async context => {
			for (const pid of daemonPids(context, daemon)) {
				signalProcess(pid, 'SIGCONT');
			}
		},
	};
}

function killed(
	daemon: SlurmDaemon,
	says: string,
	start: (context: HostContext) => Promise<void>,
): Fault {
	return {
		...{usage: '', says, isPlain: false},
		inflict: async context => {
			signal(context, daemon, 'SIGKILL');
			await until(`the end of ${daemon}`, () => daemonPids(context, daemon).length === 0);
		},
		heal: start,
	};
}

function signal(context: HostContext, daemon: SlurmDaemon, name: NodeJS.Signals): void {
	const pids = daemonPids(context, daemon);
	if (pids.length === 0) {
		throw new Error(`no ${daemon} runs on ${context.host.name}`);
	}

	for (const pid of pids) {
		signalProcess(pid, name);
	}
}
