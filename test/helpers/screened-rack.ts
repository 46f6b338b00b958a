import type {NodeConfig} from '../../source/domain/config.ts';
import type {Effect} from '../../source/domain/effect.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import type {Key, ScreenSize} from '../../source/domain/screen.ts';
import {reduce} from '../../source/store/reducer.ts';
import type {ScreenState} from '../../source/store/screen-state.ts';
import {drawnState, nodeUnderCursor, shownNodes} from '../../source/store/selectors.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {aConfig, aNodeConfig, aSample, ticks} from './node-builders.ts';

export const small: ScreenSize = {columns: 80, rows: 24};

/** A store that is looked at: events and keys go in, what is shown is asked for in words. */
export class ScreenedRack {
	state: State;
	effects: readonly Effect[] = [];

	constructor(names: readonly (string | NodeConfig)[], size: ScreenSize = small) {
		this.state = initialState;
		this.configure(names);
		this.send({type: 'screen/resized', size, atMs: 0});
	}

	send(...events: readonly Event[]): this {
		for (const event of events) {
			[this.state, this.effects] = reduce(this.state, event);
		}

		return this;
	}

	configure(names: readonly (string | NodeConfig)[]): this {
		const nodes = names.map(name =>
			typeof name === 'string' ? aNodeConfig(name, {isLocal: false}) : name,
		);
		return this.send({type: 'config/loaded', config: aConfig(nodes), atMs: 0});
	}

	press(...keys: readonly Key[]): this {
		return this.send(...keys.map(key => ({type: 'key/pressed', key, atMs: 0}) as const));
	}

	/** The hand is off the keys for so long that rows go where they belong. */
	rested(): this {
		return this.send({type: 'clock/ticked', atMs: 4000, wallMs: 4000});
	}

	/** Each character as a key. */
	type(text: string): this {
		return this.press(...[...text].map(character => (character === ' ' ? 'space' : character)));
	}

	paste(text: string): this {
		return this.send({type: 'text/pasted', text, atMs: 0});
	}

	/** Two samples, so that the share of the cpu is known. */
	sampled(name: string, cpuPercent: number, parts: Partial<NodeSample> = {}): this {
		const at = (second: number, cpu: NodeSample['cpu']): Event => ({
			...{type: 'node/sampled', node: name as NodeName, atMs: second * 1000, tookMs: 1},
			sample: aSample({uptimeSeconds: second, cpu, ...parts}),
		});
		const busy = ticks({user: cpuPercent * 2, idle: (100 - cpuPercent) * 2});
		return this.send(at(1, ticks()), at(3, busy));
	}

	down(name: string, retryInMs: number | undefined = 4000): this {
		const failure = {kind: 'unreachable', where: name, reason: 'no route to host'} as const;
		const node = name as NodeName;
		return this.send({type: 'node/connectFailed', node, failure, retryInMs, atMs: 0});
	}

	get screen(): ScreenState {
		if (this.state.screen === undefined) {
			throw new Error('the screen was never opened');
		}

		return this.state.screen;
	}

	get rows(): string {
		return shownNodes(drawnState(this.state))
			.map(({config}) => config.name)
			.join(' ');
	}

	get cursor(): string | undefined {
		return nodeUnderCursor(drawnState(this.state))?.config.name;
	}
}
