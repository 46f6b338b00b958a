import './require-node.ts';
import process from 'node:process';
import {isatty} from 'node:tty';
import {createOpenProbe} from '../clients/open-probe.ts';
import type {AskSecret} from '../domain/ask-secret.ts';
import type {OpenProbe} from '../domain/node-probe.ts';
import {systemChance} from '../transport/chance.ts';
import {callUnlessEnded, systemClock} from '../transport/clock.ts';
import {createAsker} from './ask-secret.ts';
import {confirm} from './confirm.ts';
import {createOutput} from './output.ts';
import {patientClock} from './patient-clock.ts';
import {run} from './run.ts';
import {createSecretAnswers} from './secret-answers.ts';
import {endBySignal, stopOnSignals} from './stop-on-signals.ts';
import {exitFailed, type ExitStatus} from './surroundings.ts';
import {createTerminal} from './terminal.ts';
import {version} from './version.ts';

/** How long a reader that does not read, or a name server, may hold up an end that was asked for. */
const patienceMs = 1000;

/** Of a rack of only this machine nothing of ssh is loaded. */
let openSshNode: Promise<OpenProbe> | undefined;
const openRemote: OpenProbe = async (node, opening) => {
	openSshNode ??= loadSsh();
	return (await openSshNode)(node, opening);
};

async function loadSsh(): Promise<OpenProbe> {
	const [{createOpenSshNode}, {sshWorld}] = await Promise.all([
		import('../clients/open-ssh-node.ts'),
		import('../transport/ssh/ssh-world.ts'),
	]);
	return createOpenSshNode(sshWorld({clock, env: process.env, askSecret}));
}

const stopping = new AbortController();
const asker = createAsker({
	input: () => process.stdin,
	output: () => process.stderr,
	interrupt: () => void process.emit('SIGINT', 'SIGINT'),
	signal: stopping.signal,
	clock: systemClock,
});
const clock = isatty(0) && isatty(2) ? patientClock(systemClock, asker) : systemClock;
const storeClock = {...clock, monotonicMs: systemClock.monotonicMs};
let hasOutputFailed = false;
const output = createOutput({
	stdout: process.stdout,
	stderr: process.stderr,
	terminalName: process.env['TERM'],
	signal: stopping.signal,
	onClosed(why) {
		hasOutputFailed ||= why === 'failed';
		process.exitCode = hasOutputFailed ? exitFailed : process.exitCode;
		stopping.abort();
	},
});
const terminal = createTerminal({
	streams: () => process,
	isThere: () => isatty(0) && isatty(1),
	output,
	onGone: () => stopping.abort(),
	tellsViolations: process.env['CLUSTERDECK_DEBUG'] === '1',
	clock: systemClock,
});
/** A question on one line would be written over a full screen: there it is told, and answered when somebody likes. */
const secretAnswers = createSecretAnswers(systemClock);
const askSecret: AskSecret = async (question, signal) =>
	terminal.isTaken() ? secretAnswers.ask(question, signal) : asker.ask(question, signal);
const signalStatus = stopOnSignals(stopping, terminal.isHandedOver);
process.on('uncaughtException', error => {
	process.exit(reportBug(error));
});

try {
	const exitStatus = await run(process.argv.slice(2), {
		output,
		terminal,
		clock,
		storeClock,
		chance: systemChance,
		env: process.env,
		openProbe: createOpenProbe({clock: storeClock, openRemote}),
		confirm: question => confirm(question, stopping.signal),
		askSecret,
		secretAnswers,
		signal: stopping.signal,
		version,
	});
	process.exitCode = hasOutputFailed ? exitFailed : (signalStatus() ?? exitStatus);
} catch (error) {
	process.exitCode = reportBug(error);
}

const endStatus = signalStatus();
if (endStatus !== undefined) {
	callUnlessEnded(patienceMs, () => endBySignal(endStatus));
}

/** What should not happen: a sentence, and the stack for whoever asks for it. */
function reportBug(error: unknown): ExitStatus {
	terminal.giveBack();
	const isAskedFor = process.env['CLUSTERDECK_DEBUG'] === '1';
	if (isGonePart(error)) {
		output.complain('clusterdeck was replaced on disk while it ran. Start it again.');
		return exitFailed;
	}

	const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	output.complain(
		`stopped by a mistake of its own (${text}). Please report it, with what CLUSTERDECK_DEBUG=1 prints.`,
	);
	for (const line of isAskedFor && error instanceof Error ? (error.stack ?? '').split('\n') : []) {
		output.complain(line);
	}

	return exitFailed;
}

/** A part that was not loaded yet, of a program that an update has taken away: chunks are named after what is in them. */
function isGonePart(error: unknown): boolean {
	return (
		error instanceof Error &&
		'code' in error &&
		error.code === 'ERR_MODULE_NOT_FOUND' &&
		error.message.includes('/chunks/')
	);
}
