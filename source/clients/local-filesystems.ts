import type {Clock} from '../domain/clock.ts';
import type {ReadFile} from '../domain/files.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {NodeProbe} from '../domain/node-probe.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {type SelectedMount, selectMounts} from '../parsers/mount-selection.ts';
import {parseProcMounts} from '../parsers/proc-mounts.ts';
import type {FilesystemBlocks} from '../parsers/stat-filesystem.ts';
import type {StatfsQuestion} from '../transport/ask-statfs.ts';
import {settledWithin} from '../transport/settled-within.ts';

const mountFile = '/proc/self/mounts';
const mostMountBytes = 4_194_304;
/** Local mounts cost a system call each, the others a process: more than these are not asked. */
const mostLocal = 256;
const mostApart = 32;

export type LocalFilesystemsParts = {
	readonly readFile: ReadFile;
	readonly askHere: (mount: string) => StatfsQuestion;
	readonly askApart: (mount: string) => StatfsQuestion;
	readonly clock: Clock;
	/** How long a mount may take before it is reported as silent. */
	readonly deadlineMs: number;
};

/**
 * Measures the mounted filesystems, all at once. One that has not answered by the deadline is silent, and is not asked
 * again until that question is over: a mount never has more than one. One that refuses to say is left out.
 */
export function createLocalFilesystems(
	parts: LocalFilesystemsParts,
): Pick<NodeProbe, 'readFilesystems' | 'close'> {
	const open = new Map<string, OpenQuestion>();
	return {
		async readFilesystems(signal) {
			const text = await parts.readFile(mountFile, mostMountBytes);
			if (!text.ok) {
				return text;
			}

			const mounts = boundedMounts(selectMounts(parseProcMounts(text.value).value));
			if (signal.aborted) {
				return failed({kind: 'cancelled', where: mountFile});
			}

			const questions = mounts.map(mount => questionFor(mount, open, parts));
			const fresh = questions.filter(({isFresh}) => isFresh).map(({question}) => question.over);
			await settledWithin(Promise.all(fresh), parts.deadlineMs, parts.clock);
			const nowMs = parts.clock.monotonicMs();
			return signal.aborted
				? failed({kind: 'cancelled', where: mountFile})
				: succeeded(questions.flatMap(({question}) => filesystemOf(question, nowMs) ?? []));
		},
		close() {
			for (const question of open.values()) {
				question.cancel();
			}
		},
	};
}

type OpenQuestion = {
	readonly mount: SelectedMount;
	readonly askedAtMs: number;
	readonly over: Promise<void>;
	readonly answer: () => Result<FilesystemBlocks> | undefined;
	readonly cancel: () => void;
};

function boundedMounts(mounts: readonly SelectedMount[]): readonly SelectedMount[] {
	const local = mounts.filter(mount => mount.isLocal).slice(0, mostLocal);
	const apart = mounts.filter(mount => !mount.isLocal).slice(0, mostApart);
	return [...local, ...apart];
}

function questionFor(
	mount: SelectedMount,
	open: Map<string, OpenQuestion>,
	parts: LocalFilesystemsParts,
): {readonly question: OpenQuestion; readonly isFresh: boolean} {
	const earlier = open.get(mount.mount);
	if (earlier !== undefined) {
		return {question: earlier, isFresh: false};
	}

	const {answer, cancel} = (mount.isLocal ? parts.askHere : parts.askApart)(mount.mount);
	let answered: Result<FilesystemBlocks> | undefined;
	const over = answer.then(result => {
		answered = result;
		open.delete(mount.mount);
	});
	const askedAtMs = parts.clock.monotonicMs();
	const question = {mount, askedAtMs, over, answer: () => answered, cancel};
	open.set(mount.mount, question);
	return {question, isFresh: true};
}

function filesystemOf(question: OpenQuestion, nowMs: number): Filesystem | undefined {
	const {mount, device, type} = question.mount;
	const answer = question.answer();
	if (answer === undefined) {
		return {state: 'silent', mount, device, type, waitedMs: nowMs - question.askedAtMs};
	}

	// No blocks at all is what kernel interfaces say that nobody has listed yet: df leaves them out too.
	return answer.ok && answer.value.blocks > 0
		? {state: 'measured', mount, device, type, ...bytesOf(answer.value)}
		: undefined;
}

/** As df computes them. When root has used its reserve, `available` is below zero and comes wrapped around. */
function bytesOf({blockBytes, blocks, freeBlocks, availableBlocks}: FilesystemBlocks) {
	return {
		totalBytes: blocks * blockBytes,
		usedBytes: Math.max(0, blocks - freeBlocks) * blockBytes,
		availableBytes: availableBlocks > blocks ? 0 : availableBlocks * blockBytes,
	};
}
