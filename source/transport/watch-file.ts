import {type FSWatcher, watch} from 'node:fs';
import {realpath, stat} from 'node:fs/promises';
import {basename, dirname} from 'node:path';
import type {Clock} from '../domain/clock.ts';
import {codeOf} from './failure-of-error.ts';

export type FileWatch = {
	readonly path: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Called at the start and when the file may have changed, come or gone: once per `settleMs`, never twice at once. */
	readonly onChange: () => Promise<void>;
	/** Quiet time after the last sign of a change. */
	readonly settleMs?: number;
	/** How often the file is looked at besides, for where the kernel tells nothing. */
	readonly pollMs?: number;
};

const defaultSettleMs = 200;
const defaultPollMs = 5000;

/**
 * Watches a file until `signal` aborts. The directories are watched and not the file, because editors write a new file
 * and rename it; both the directory of the name and that of the file behind its symbolic links, since dotfile managers
 * change either. Network file systems and exhausted inotify tell nothing, so the file's status is also polled.
 * https://man7.org/linux/man-pages/man7/inotify.7.html (limitations)
 */
export function watchFile(options: FileWatch): void {
	const {path, clock, signal, onChange} = options;
	const watchers = new Map<string, FSWatcher>();
	let cancelSettle: (() => void) | undefined;
	let cancelPoll: (() => void) | undefined;
	let fingerprint: string | undefined;
	let running: Promise<void> = Promise.resolve();

	const settle = () => {
		cancelSettle?.();
		cancelSettle = signal.aborted
			? undefined
			: clock.startTimer(options.settleMs ?? defaultSettleMs, () => {
					running = running.then(() => (signal.aborted ? undefined : onChange()));
				});
	};

	const look = async () => {
		const next = await fingerprintOf(path);
		await watchDirectories({path, watchers, signal, onSign: settle});
		// At the first look too: the file may have changed since it was read.
		if (next !== fingerprint) {
			settle();
		}

		fingerprint = next;
		if (!signal.aborted) {
			cancelPoll = clock.startTimer(options.pollMs ?? defaultPollMs, () => void look());
		}
	};

	signal.addEventListener('abort', () => {
		cancelSettle?.();
		cancelPoll?.();
		closeAll(watchers);
	});
	void look();
}

/** What changes whenever the file does; `absent` for a file that is not there or may not be seen. */
async function fingerprintOf(path: string): Promise<string> {
	try {
		const {mtimeMs, ctimeMs, size, ino, dev} = await stat(path);
		return [mtimeMs, ctimeMs, size, ino, dev].join(' ');
	} catch (error) {
		return `absent ${codeOf(error)}`;
	}
}

type Watching = {
	readonly path: string;
	readonly watchers: Map<string, FSWatcher>;
	readonly signal: AbortSignal;
	readonly onSign: () => void;
};

/** The links may lead elsewhere since the last look, and a directory may have come again under the same name. */
async function watchDirectories({path, watchers, signal, onSign}: Watching): Promise<void> {
	const real = await realPathOf(path);
	const wanted = new Set([dirname(path), dirname(real)]);
	const names = new Set([basename(path), basename(real)]);
	for (const [directory, watcher] of watchers) {
		if (!wanted.has(directory)) {
			watcher.close();
			watchers.delete(directory);
		}
	}

	for (const directory of wanted) {
		if (!signal.aborted && !watchers.has(directory)) {
			startWatcher(directory, watchers, name => {
				// Other files of a busy directory are no sign; not every system names the file.
				if (name === null || names.has(name)) {
					onSign();
				}
			});
		}
	}
}

async function realPathOf(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch (error) {
		// Whatever the reason is, the reader of the file will meet and report it.
		return codeOf(error) === undefined ? Promise.reject(error) : path;
	}
}

/** Without inotify (ENOSPC, ENOSYS) or directory there is no watcher, and the polling alone sees changes. */
function startWatcher(
	directory: string,
	watchers: Map<string, FSWatcher>,
	onEvent: (name: string | null) => void,
): void {
	const forget = (watcher: FSWatcher) => {
		watcher.close();
		watchers.delete(directory);
	};
	try {
		const watcher = watch(directory, {persistent: false}, (_, name) => onEvent(name));
		watcher.on('error', () => forget(watcher));
		watchers.set(directory, watcher);
	} catch (error) {
		if (codeOf(error) === undefined) {
			throw error;
		}
	}
}

function closeAll(watchers: Map<string, FSWatcher>): void {
	for (const watcher of watchers.values()) {
		watcher.close();
	}

	watchers.clear();
}
