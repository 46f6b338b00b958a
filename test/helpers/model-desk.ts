import {onTestFinished} from 'vitest';
import type {AuditRecord} from '../../source/domain/effect.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {DeedStage, ModelDeed, ModelEvent} from '../../source/domain/model-deed.ts';
import {succeeded} from '../../source/domain/result.ts';
import type {CopyModel} from '../../source/runtime/do-deed.ts';
import {createModelDesk} from '../../source/runtime/model-desk.ts';
import {startRuntime} from '../../source/runtime/start-runtime.ts';
import {loadedValue} from '../../source/domain/loadable.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {aProbe} from './chat-world.ts';
import {aConfig, aNodeConfig} from './node-builders.ts';
import {until} from './until.ts';

/** What carries out deeds, over polled nodes `n1`, `n2`, ... with a test server each. */
export async function aModelDesk(
	plans: readonly OllamaOptions[],
	{copyModel}: {readonly copyModel?: CopyModel} = {},
) {
	const servers: OllamaServer[] = [];
	for (const plan of plans) {
		const server = await startOllama(plan);
		onTestFinished(() => server.close());
		servers.push(server);
	}

	const runtime = startRuntime({
		...{clock: systemClock, chance: Math.random, openProbe: async () => succeeded(aProbe())},
		...{commitIntervalMs: 0, spreadMs: 0, connectTimeoutMs: 5000, dialsAtOnce: 8},
	});
	onTestFinished(runtime.stop);
	const events: ModelEvent[] = [];
	const records: AuditRecord[] = [];
	const desk = createModelDesk({
		...{runtime, clock: systemClock, copyModel},
		audit: async record => void records.push(record),
		tell: event => events.push(event),
	});
	const nodes = servers.map(({port}, index) =>
		aNodeConfig(`n${index + 1}`, {isLocal: false, ollama: {use: 'ask', port, slots: undefined}}),
	);
	runtime.store.dispatch({
		type: 'config/loaded',
		config: aConfig(nodes),
		atMs: systemClock.monotonicMs(),
	});
	const installedOf = (name: string) => {
		const {nodes: all} = runtime.store.getState();
		const node = all.find(({config}) => config.name === name);
		return (node && loadedValue(node.ollama.installed))?.map(model => model.name);
	};
	await until(() => nodes.every(({name}) => installedOf(name) !== undefined));
	let asked = 0;
	const stagesOf = (number: number): readonly DeedStage[] =>
		events.flatMap(event =>
			event.type === 'models/deedTold' && event.number === number ? [event.stage] : [],
		);
	const start = (...deeds: readonly ModelDeed[]): readonly number[] => {
		const numbered = deeds.map(deed => {
			asked += 1;
			return {number: asked, deed};
		});
		desk.run({type: 'doDeeds', deeds: numbered});
		return numbered.map(({number}) => number);
	};
	const endOf = async (number: number): Promise<DeedStage | undefined> => {
		const isOver = ({state}: DeedStage): boolean => state !== 'queued' && state !== 'working';
		await until(() => stagesOf(number).some(isOver));
		return stagesOf(number).at(-1);
	};
	return {
		...{desk, servers, runtime, events, records, start, stagesOf, endOf, installedOf},
		does: async (deed: ModelDeed) => endOf(start(deed)[0] ?? 0),
	};
}

export function aDeed<Type extends ModelDeed['type']>(
	type: Type,
	parts: {readonly node?: string; readonly model?: string} & Partial<
		Omit<Extract<ModelDeed, {type: Type}>, 'type' | 'node' | 'model'>
	> = {},
): Extract<ModelDeed, {type: Type}> {
	const {node = 'n1', model = 'tiny', ...others} = parts;
	return {
		...{digest: undefined, keepAlive: undefined},
		...{type, node: node as NodeName, model: model as ModelName},
		...others,
	} as unknown as Extract<ModelDeed, {type: Type}>;
}
