import type {NodeFacts} from '../domain/node-facts.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {temperatureColumn} from '../theme/column-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import type {Fact} from './fact-columns.ts';

/** The last of them all. */
export const systemRank = 100;

/** What a person asks for seldom, and only in a detail that has the whole body. */
export function systemFacts(
	{os, kernel, architecture, cpuModel}: NodeFacts,
	{cpu, temperatures, pi}: NodeFigures,
	glyphs: Glyphs,
): readonly Fact[] {
	const clock = cpu.frequencyHz === undefined ? undefined : clockSpeedText(cpu.frequencyHz);
	const throttled = pi?.throttledSinceBoot === true ? 'throttled' : undefined;
	const underVoltage = pi?.underVoltageSinceBoot === true ? 'under-voltage' : undefined;
	const sensors = temperatures
		.toSorted((one, other) => other.celsius - one.celsius)
		.map(({sensor, celsius}) => temperatureOf(sensor, celsius, glyphs));
	return [
		fact(safe`system`, [os, kernel, architecture], glyphs),
		fact(safe`processor`, [cpuModel, clock], glyphs),
		listFact(safe`sensors`, sensors, glyphs),
		fact(safe`since boot`, [throttled, underVoltage], glyphs),
	].flatMap(one => one ?? []);
}

/** Undefined where nothing is known. Texts are raw. */
function fact(
	label: Safe,
	texts: ReadonlyArray<string | undefined>,
	glyphs: Glyphs,
): Fact | undefined {
	const known = texts.flatMap(text => (text === undefined || text === '' ? [] : [clean(text)]));
	return listFact(label, known, glyphs);
}

function listFact(label: Safe, texts: readonly Safe[], {apart}: Glyphs): Fact | undefined {
	return texts.length === 0
		? undefined
		: {label, rank: systemRank, pieces: [{text: joinSafe(texts, safe` ${apart} `)}]};
}

function temperatureOf(sensor: string, celsius: number, glyphs: Glyphs): Safe {
	return safe`${clean(sensor)} ${clean(temperatureColumn(celsius, glyphs).trim())}`;
}

/** `2.4 GHz` */
function clockSpeedText(hertz: number): string {
	return `${(hertz / 1e9).toFixed(1)} GHz`;
}
