/** What is wrong with the processes of a host. */
import {startCommand} from './command.ts';
import type {FaultTable} from './fault.ts';
import {type HostContext, insideHost} from './host-context.ts';
import {signalProcess, statOf, until} from './processes.ts';
import {isListening, listenerOf, processesOf, stopListener} from './sshd.ts';

export const processFaults: FaultTable = {
	'sshd-stop': {
		usage: '',
		says: 'sshd and all that it started are stopped (SIGSTOP), as on a host that hangs',
		isPlain: true,
		inflict: async context => signalAll(context, 'SIGSTOP'),
		heal: async context => signalAll(context, 'SIGCONT'),
	},
	'sshd-kill': {
		usage: '',
		says: 'sshd and every session are killed',
		isPlain: true,
		listener: 'gone',
		inflict: async context => signalAll(context, 'SIGKILL'),
	},
	'sessions-kill': {
		usage: '',
		says: 'every session is killed once; new logins are welcome',
		isPlain: true,
		inflict: async context => {
			const listener = listenerOf(context);
			signalEach(
				processesOf(context).filter(pid => pid !== listener),
				'SIGKILL',
			);
		},
	},
	'closed-port': {
		usage: '',
		says: 'nobody listens; sessions that are open go on',
		isPlain: true,
		listener: 'gone',
		inflict: stopListener,
	},
	silent: {
		usage: '',
		says: 'the port accepts connections and never says a word',
		isPlain: false,
		listener: 'gone',
		inflict: async context => {
			await stopListener(context);
			const address = `TCP-LISTEN:${context.host.port},reuseaddr,fork`;
			const argv = insideHost(context, ['socat', '-u', address, 'OPEN:/dev/null']);
			startCommand(argv, {stdio: 'ignore', detached: true, cwd: '/'}).unref();
			await until('the silent port', () => isListening(context));
		},
		heal: async context => {
			const mute = () => processesOf(context).filter(pid => statOf(pid)?.name === 'socat');
			signalEach(mute(), 'SIGKILL');
			await until('the end of the silent port', () => mute().length === 0);
		},
	},
};

function signalAll(context: HostContext, signal: NodeJS.Signals): void {
	signalEach(processesOf(context), signal);
	// What was forked in between.
	signalEach(processesOf(context), signal);
}

function signalEach(pids: readonly number[], signal: NodeJS.Signals): void {
	for (const pid of pids) {
		signalProcess(pid, signal);
	}
}
