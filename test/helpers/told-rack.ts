import type {CommandRun} from '../../source/domain/command-run.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {Happening, LogEntry} from '../../source/domain/log-entry.ts';
import type {Filesystem} from '../../source/domain/node-facts.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {aSample, ticks} from './node-builders.ts';
import {ScreenedRack} from './screened-rack.ts';

export const noRoute: Failure = {
	kind: 'unreachable',
	where: 'pi-1',
	reason: 'no route to host',
};

/** The key of a machine that is not the one on record. */
export const mismatch: Failure = {
	...{kind: 'hostKeyMismatch' as const, where: 'pi-1', keyType: 'ssh-ed25519'},
	...{fingerprint: 'SHA256:a', name: 'pi-1', files: []},
	recorded: {file: 'known_hosts', line: 1, isRevoked: false, fingerprint: undefined},
};

const memoryBytes = 8e9;
/** 13:20:01, wherever the tests run. */
export const startWallMs = new Date(2026, 10, 21, 13, 20, 1).getTime();

/** A rack whose events are read: the world tells, `second` by second. */
export class ToldRack extends ScreenedRack {
	second = 0;

	constructor(names: readonly string[] = ['pi-1']) {
		super(names);
		this.tick();
	}

	/** All nodes let us in before: what becomes of them now is not how they were found. */
	heardOf(): this {
		const nodes = this.state.nodes.map(node => ({...node, connectedAtMs: -1}));
		this.state = {...this.state, nodes};
		return this;
	}

	get entries(): readonly LogEntry[] {
		return this.state.events.entries;
	}

	/** What was told beside commands, oldest first. */
	get told(): readonly Happening[] {
		return this.entries.map(({what}) => what).filter(({kind}) => kind !== 'command');
	}

	get kinds(): string {
		return this.told.map(({kind}) => kind).join(' ');
	}

	get toast() {
		return this.screen.toast?.what;
	}

	at(second: number): this {
		this.second = second;
		return this;
	}

	tick(second = this.second): this {
		this.second = second;
		const atMs = second * 1000;
		return this.send({type: 'clock/ticked', atMs, wallMs: startWallMs + atMs});
	}

	samples(parts: Partial<NodeSample> = {}, node = 'pi-1'): this {
		this.second += 2;
		return this.happens({type: 'node/sampled', sample: aSample(parts), tookMs: 1}, node);
	}

	/** Sixty percent of its cpu, from its second sample on. */
	busy(parts: Partial<NodeSample> = {}): this {
		const passed = (this.second + 2) * 100;
		const cpu = ticks({user: passed * 0.6, idle: passed * 0.4});
		return this.samples({uptimeSeconds: this.second + 2, cpu, ...parts});
	}

	/** One sample for each share of its memory. */
	memory(...shares: readonly number[]): this {
		for (const share of shares) {
			const memory = {totalBytes: memoryBytes, availableBytes: (1 - share) * memoryBytes};
			this.samples({
				memory: {...memory, sharedBytes: 0, swapTotalBytes: 0, swapFreeBytes: 0},
			});
		}

		return this;
	}

	disks(filesystems: readonly Filesystem[], node = 'pi-1'): this {
		return this.happens({type: 'node/filesystemsMeasured', filesystems}, node);
	}

	refused(failure: Failure = noRoute, node = 'pi-1'): this {
		return this.happens({type: 'node/connectFailed', failure, retryInMs: 4000}, node);
	}

	/** So long after its last sample that nobody believes it any more. */
	lost(failure: Failure = noRoute, node = 'pi-1'): this {
		const startSecond = this.second;
		for (let passed = 4; passed <= 60; passed += 4) {
			this.tick(startSecond + passed);
		}

		return this.happens({type: 'node/lost', failure, retryInMs: 4000}, node);
	}

	runs(command: string, run: Partial<CommandRun> = {}, node = 'pi-1'): this {
		const whole = {command, tookMs: 9, result: {kind: 'exited', exitCode: 0}, ...run} as const;
		return this.happens({type: 'node/commandRan', run: whole}, node);
	}

	happens(event: NodeFact, node = 'pi-1'): this {
		return this.send({...event, node: node as NodeName, atMs: this.second * 1000} as Event);
	}
}

type NodeFact = {readonly type: `node/${string}`} & Readonly<Record<string, unknown>>;
