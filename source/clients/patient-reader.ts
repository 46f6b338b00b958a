import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import type {ReadFile} from '../domain/files.ts';
import {settledWithin} from '../transport/settled-within.ts';

export type ReadRound = {
	/** Texts by path, as far as they came in time. */
	readonly texts: ReadonlyMap<string, string>;
	readonly failures: ReadonlyMap<string, Failure>;
};

export type PatientReader = {
	/** Reads the files at most `lanes` at a time and settles after `deadlineMs`, with what has come by then. */
	readonly readAll: (paths: readonly string[], limits: ReadLimits) => Promise<ReadRound>;
};

type ReadLimits = {
	readonly lanes: number;
	readonly deadlineMs: number;
	readonly maxBytes: number;
	/** How old a text that came after its round may be when it is handed over; 0: never. */
	readonly keepLateMs: number;
};

/**
 * Reads files of which any may hang, for ever in the worst case: a hung read holds a lane until it ends and its file is
 * not asked again meanwhile. What comes after the deadline is handed over in the next round, so that a sensor that
 * takes longer than a deadline is seen all the same, one round late, unless that is longer ago than `keepLateMs`.
 */
export function createPatientReader(readFile: ReadFile, clock: Clock): PatientReader {
	const pending = new Set<string>();
	const late = new Map<string, LateText>();

	async function readOne(path: string, maxBytes: number, round: OpenRound): Promise<void> {
		pending.add(path);
		const result = await readFile(path, maxBytes);
		pending.delete(path);
		if (result.ok) {
			if (round.isOpen()) {
				round.texts.set(path, result.value);
			} else {
				late.set(path, {text: result.value, atMs: clock.monotonicMs()});
			}
		} else {
			round.failures.set(path, result.failure);
		}
	}

	return {
		async readAll(paths, {lanes, deadlineMs, maxBytes, keepLateMs}) {
			const round = openRound(takeSince(late, clock.monotonicMs() - keepLateMs));
			const queue = paths.filter(path => !pending.has(path)).values();
			const runLane = async () => {
				for (const path of queue) {
					if (!round.isOpen()) {
						return;
					}

					await readOne(path, maxBytes, round);
				}
			};
			const freeLanes = Math.max(0, lanes - pending.size);
			await settledWithin(Promise.all(Array.from({length: freeLanes}, runLane)), deadlineMs, clock);
			return round.close();
		},
	};
}

type OpenRound = ReturnType<typeof openRound>;

function openRound(texts: Map<string, string>) {
	const failures = new Map<string, Failure>();
	let isOpen = true;
	return {
		texts,
		failures,
		isOpen: () => isOpen,
		close(): ReadRound {
			isOpen = false;
			return {texts, failures: new Map(failures)};
		},
	};
}

type LateText = {readonly text: string; readonly atMs: number};

function takeSince(late: Map<string, LateText>, sinceMs: number): Map<string, string> {
	const taken = [...late].filter(([, {atMs}]) => atMs > sinceMs);
	late.clear();
	return new Map(taken.map(([path, {text}]) => [path, text]));
}
