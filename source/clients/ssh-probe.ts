import type {Clock} from '../domain/clock.ts';
import type {CommandRun, OnCommand} from '../domain/command-run.ts';
import type {Failure} from '../domain/failure.ts';
import type {ReadFile} from '../domain/files.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {parseNodeSample} from '../parsers/node-sample.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {createDfFilesystems} from './df-filesystems.ts';
import {createHttpPorts} from './http-ports.ts';
import {keepSampler} from './kept-sampler.ts';
import {createLocalFilesystems} from './local-filesystems.ts';
import {factFiles, readProcFacts} from './proc-facts.ts';
import {MountAsker} from './remote-statfs.ts';
import {openSampler} from './sampler.ts';

export type SshProbeParts = {
	/** As failures name the node. */
	readonly where: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** From asking for a shell to the first word of the sampler. */
	readonly deadlineMs: number;
	readonly onCommand?: OnCommand | undefined;
};

/** A node as the sampler has read it: by path, and what `uname -m` says under that name. */
const architectureKey = 'uname -m';
/** The lane of the filesystems has 10 s (runtime/poll-node.ts). */
const filesystemsMs = 6000;
const mountPatienceMs = 1500;
const mostHungMounts = 2;
const dfMs = 3000;

/**
 * Reads a node over a login: nothing is installed there, and no process is started for a sample. Samples and facts need
 * one session; the filesystems a second one, and where the server gives none they fail and disturb nobody.
 */
export async function openSshProbe(
	link: NodeLink,
	parts: SshProbeParts,
): Promise<Result<NodeProbe>> {
	const open = (signal: AbortSignal) => openSampler(link.openShell, {...parts, signal});
	const first = await open(parts.signal);
	if (!first.ok) {
		return first;
	}

	const sampler = keepSampler(first.value, open);
	const readFile: ReadFile = async path => {
		const answer = await sampler.ask([path], neverAborted);
		const text = answer.ok ? answer.value.get(path) : undefined;
		return answer.ok ? textOrMissing(text, path) : answer;
	};
	const filesystems = createFilesystems(link, {...parts, readFile});
	const http = createHttpPorts({
		...{where: parts.where, clock: parts.clock},
		openStream: (port, signal) => link.openStream({host: '127.0.0.1', port}, signal),
	});
	let isClosed = false;
	return succeeded({
		transport: link.transport,
		transportReason: link.transportReason,
		async readFacts(signal) {
			const answer = await sampler.ask(Object.values(factFiles), signal);
			return answer.ok
				? readProcFacts(
						async path => textOrMissing(answer.value.get(path), path),
						answer.value.get(architectureKey)?.trim(),
					)
				: answer;
		},
		async readSample(signal) {
			const answer = await sampler.ask(undefined, signal);
			return answer.ok ? succeeded(parseNodeSample(answer.value)) : answer;
		},
		readFilesystems: filesystems.readFilesystems,
		openShell: link.openShell,
		openHttp: http.openHttp,
		/** Loaded when somebody asks for it. */
		async serveHttp(answer, signal) {
			const {serveHttp} = await import('../transport/serve-http.ts');
			return serveHttp({listen: link.listen, clock: parts.clock}, answer, signal);
		},
		lost: new Promise<Failure>(resolve => {
			const tell = (failure: Failure): void => {
				if (!isClosed) {
					resolve(failure);
				}
			};
			void link.lost.then(tell);
			void sampler.lost.then(tell);
		}),
		close() {
			isClosed = true;
			http.close();
			filesystems.close();
			sampler.close();
			link.close();
		},
	});
}

const neverAborted = new AbortController().signal;

function textOrMissing(text: string | undefined, path: string): Result<string> {
	return text === undefined ? failed({kind: 'missing', where: path}) : succeeded(text);
}

type FilesystemParts = SshProbeParts & {readonly readFile: ReadFile};

/** By statfs where the connection has it, else by df; a server without the one is not asked for it again. */
function createFilesystems(
	link: NodeLink,
	{readFile, clock, where, onCommand}: FilesystemParts,
): Pick<NodeProbe, 'readFilesystems' | 'close'> {
	const asker =
		link.openStatfs &&
		new MountAsker({
			open: link.openStatfs,
			clock,
			patienceMs: mountPatienceMs,
			mostAbandoned: mostHungMounts,
		});
	const byStatfs =
		asker &&
		createLocalFilesystems({
			...{readFile, clock, askHere: asker.ask, askApart: asker.ask},
			deadlineMs: filesystemsMs,
		});
	const byDf = createDfFilesystems({
		...{openShell: link.openShell, readFile, clock, where, onCommand},
		deadlineMs: dfMs,
	});
	let hasStatfs = asker !== undefined;
	return {
		async readFilesystems(signal) {
			if (hasStatfs && asker !== undefined && byStatfs !== undefined) {
				const ready = await asker.prepare();
				const startedMs = clock.monotonicMs();
				const measured = ready.ok ? await byStatfs.readFilesystems(signal) : undefined;
				if (measured !== undefined && !asker.isUnsupported) {
					onCommand?.(statfsRun(measured, clock.monotonicMs() - startedMs));
					return measured;
				}
			}

			const answer = await byDf.readFilesystems(signal);
			hasStatfs &&= !answer.ok;
			return answer.ok ? answer : failed(explained(answer.failure, where));
		},
		close() {
			asker?.close();
			byStatfs?.close();
			byDf.close();
		},
	};
}

/** The server does it itself: no process is started. */
function statfsRun(measured: Result<readonly Filesystem[]>, tookMs: number): CommandRun {
	return measured.ok
		? {
				command: `statvfs of ${measured.value.length} mounts`,
				tookMs,
				result: {kind: 'exited', exitCode: 0},
			}
		: {command: 'statvfs', tookMs, result: {kind: 'failed', failure: measured.failure}};
}

/** sshd opens as many sessions for a login as MaxSessions says; the sampler needs one of them. */
function explained(failure: Failure, where: string): Failure {
	return failure.kind === 'denied'
		? {
				kind: 'rejected',
				where,
				reason: `the sizes of its filesystems need a second session, but ${failure.reason}`,
			}
		: failure;
}
