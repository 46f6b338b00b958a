import type {DeedStage, NumberedDeed} from '../domain/model-deed.ts';
import type {DeedObject} from '../parsers/deed-schema.ts';
import {failureText} from '../theme/failure-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {deedSentence} from '../theme/model-deed-text.ts';
import {chooseProfile} from '../theme/profile.ts';
import {clean, type Safe} from '../theme/safe.ts';
import {
	layerLine,
	shareLine,
	stepLine,
	transferLine,
	transferName,
} from '../theme/transfer-text.ts';
import {widthOf} from '../theme/width.ts';
import type {Surroundings} from './surroundings.ts';

export type DeedPrinter = {
	readonly onStage: (asked: NumberedDeed, stage: DeedStage) => void;
	/** Takes away what is not result. */
	readonly end: () => void;
};

/** As objects, as bars that are drawn anew in their place, or as a line for each step. */
export function openDeedPrinter(isJson: boolean, world: Surroundings): DeedPrinter {
	const {output} = world;
	if (isJson) {
		return {
			end: () => undefined,
			onStage(asked, stage) {
				const line = `${jsonText(objectOf(asked, stage, world.clock.wallMs()), 0)}\n`;
				// After a signal nothing more is printed but this: what became of each deed.
				const say = isOver(stage) ? output.endLine : output.print;
				say(line);
				if (stage.state === 'failed') {
					output.complain(deedSentence(asked.deed, stage));
				}
			},
		};
	}

	return output.waitStyle() === 'line' ? barPrinter(world) : linePrinter(world);
}

type World = Pick<Surroundings, 'output' | 'env'>;

/** How far it is is told no more often. */
const calmMs = 5000;

function linePrinter({output, clock}: Pick<Surroundings, 'output' | 'clock'>): DeedPrinter {
	const before = new Map<number, DeedStage>();
	const told = new Map<number, {readonly stage: DeedStage; readonly atMs: number}>();
	return {
		end: () => undefined,
		onStage({number, deed}, stage) {
			const row = {deed, stage};
			const last = told.get(number);
			const atMs = clock.monotonicMs();
			const isCalm = last !== undefined && atMs - last.atMs >= calmMs;
			const share = isCalm ? shareLine(row, last.stage) : undefined;
			const line = stepLine(row, before.get(number)) ?? share;
			before.set(number, stage);
			if (line !== undefined) {
				told.set(number, {stage, atMs});
				output.print(`${line}\n`);
			}

			tellEnd({number, deed}, stage, output);
		},
	};
}

/** The oldest first, with their layers below them where there is room for all of that. */
function barPrinter({output, env}: World): DeedPrinter {
	const {glyphs} = chooseProfile(env, {});
	const going = new Map<number, Going>();
	const draw = (): void => {
		const rows = [...going.values()];
		const nameColumns = Math.max(...rows.map(({deed}) => widthOf(transferName(deed))), 14);
		const drawing = {glyphs, nameColumns};
		const total = (row: Going): Safe => transferLine(row, drawing);
		const whole = rows.flatMap(row => [
			total(row),
			...layersOf(row.stage).map(layer => layerLine(layer, drawing)),
		]);
		const room = output.progressRows();
		output.showProgress(whole.length <= room ? whole : withRest(rows.map(total), room));
	};
	return {
		end: () => output.showProgress([]),
		onStage({number, deed}, stage) {
			if (isOver(stage)) {
				going.delete(number);
				tellEnd({number, deed}, stage, output);
			} else {
				going.set(number, {deed, stage});
			}

			draw();
		},
	};
}

type Going = Pick<NumberedDeed, 'deed'> & {readonly stage: DeedStage};

/** One layer is the whole. */
function layersOf(stage: DeedStage) {
	const layers = stage.state === 'working' ? stage.progress.layers : [];
	return layers.length > 1 ? layers : [];
}

function withRest(lines: readonly Safe[], room: number): readonly Safe[] {
	return lines.length <= room
		? lines
		: [...lines.slice(0, room - 1), clean(`and ${lines.length - room + 1} more`)];
}

function isOver({state}: DeedStage): boolean {
	return state === 'done' || state === 'failed' || state === 'cancelled';
}

function tellEnd(
	{deed}: NumberedDeed,
	stage: DeedStage,
	{print, complain}: Surroundings['output'],
): void {
	if (stage.state === 'done') {
		print(`${deedSentence(deed, stage)}\n`);
	} else if (stage.state === 'failed') {
		complain(deedSentence(deed, stage));
	}
}

function objectOf({number, deed}: NumberedDeed, stage: DeedStage, wallMs: number): DeedObject {
	const {type, node, model} = deed;
	return {
		...{schemaVersion: 1, at: new Date(wallMs).toISOString(), number, do: type, node, model},
		from: deed.type === 'copy' ? deed.from : undefined,
		to: deed.type === 'name' ? deed.to : undefined,
		state: stage.state,
		...stageFields(stage),
	};
}

function stageFields(stage: DeedStage): Partial<DeedObject> {
	switch (stage.state) {
		case 'queued':
			return {ahead: stage.ahead};
		case 'working': {
			const {step, layers, bytesPerSecond} = stage.progress;
			return {step, layers: layers.map(layer => ({...layer})), bytesPerSecond};
		}

		case 'done': {
			const {digest, fetchedBytes, wasThere} = stage.result;
			return {digest, fetchedBytes, wasThere};
		}

		case 'failed':
			return {failure: {kind: stage.failure.kind, text: failureText(stage.failure)}};
		default:
			return {};
	}
}
