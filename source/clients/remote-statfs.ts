import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result} from '../domain/result.ts';
import type {FilesystemBlocks} from '../parsers/stat-filesystem.ts';
import type {StatfsQuestion} from '../transport/ask-statfs.ts';
import {settledWithin} from '../transport/settled-within.ts';
import type {RemoteStatfs} from '../transport/ssh/node-link.ts';

export type MountAskerParts = {
	readonly open: (signal: AbortSignal) => Promise<Result<RemoteStatfs>>;
	readonly clock: Clock;
	/** After which a mount is taken to hang, and the others are asked on a new channel. */
	readonly patienceMs: number;
	/** Channels left to mounts that hang; with as many, the other mounts wait until one of those answers. */
	readonly mostAbandoned: number;
};

type Waiting = {
	readonly mount: string;
	readonly settle: (answer: Result<FilesystemBlocks>) => void;
};

/**
 * Asks for the sizes of mounts, one after the other, over channels on which one that hangs blocks all behind it. Such
 * a channel is left to its mount until that answers: closing it would leave a process on the node, and the next
 * question would add another.
 */
export class MountAsker {
	readonly #parts: MountAskerParts;
	readonly #closing = new AbortController();
	readonly #waiting: Waiting[] = [];
	readonly #abandoned = new Set<RemoteStatfs>();
	#channel: Promise<Result<RemoteStatfs>> | undefined;
	#isRunning = false;
	#isUnsupported = false;

	constructor(parts: MountAskerParts) {
		this.#parts = parts;
	}

	/** Whether a server has said that it does not know the question. */
	get isUnsupported(): boolean {
		return this.#isUnsupported;
	}

	/** Opens the channel if there is none: whether anything can be asked. */
	async prepare(): Promise<Result<RemoteStatfs>> {
		this.#channel ??= this.#parts.open(this.#closing.signal);
		const opened = await this.#channel;
		if (!opened.ok) {
			this.#channel = undefined;
		}

		return opened;
	}

	readonly ask = (mount: string): StatfsQuestion => {
		const answer = new Promise<Result<FilesystemBlocks>>(settle => {
			this.#waiting.push({mount, settle});
		});
		this.#runIfIdle();
		return {answer, cancel: () => undefined};
	};

	close(): void {
		this.#closing.abort();
		this.#waiting.length = 0;
		void this.#channel?.then(opened => opened.ok && opened.value.close());
		for (const channel of this.#abandoned) {
			channel.close();
		}
	}

	#runIfIdle(): void {
		if (!this.#isRunning && !this.#closing.signal.aborted) {
			void this.#run();
		}
	}

	async #run(): Promise<void> {
		this.#isRunning = true;
		while (this.#waiting.length > 0 && this.#abandoned.size < this.#parts.mostAbandoned) {
			const opened = await this.prepare();
			const next = this.#waiting.shift();
			if (!opened.ok) {
				next?.settle(failed(opened.failure));
			} else if (next !== undefined) {
				await this.#askOne(opened.value, next);
			}
		}

		this.#isRunning = false;
	}

	async #askOne(channel: RemoteStatfs, {mount, settle}: Waiting): Promise<void> {
		let isAnswered = false;
		const answering = channel.ask(mount).then(answer => {
			isAnswered = true;
			this.#isUnsupported ||= !answer.ok && answer.failure.kind === 'unsupported';
			settle(answer);
			if (this.#abandoned.delete(channel)) {
				channel.close();
				this.#runIfIdle();
			} else if (!answer.ok && isOfChannel(answer.failure)) {
				channel.close();
				this.#channel = undefined;
			}
		});
		await settledWithin(answering, this.#parts.patienceMs, this.#parts.clock);
		if (!isAnswered) {
			this.#abandoned.add(channel);
			this.#channel = undefined;
		}
	}
}

/** What is said of a mount leaves the channel as it was; anything else ends it. */
function isOfChannel({kind}: Failure): boolean {
	return !['denied', 'missing', 'rejected', 'unsupported'].includes(kind);
}
