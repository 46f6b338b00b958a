import {durationText} from '../theme/duration-text.ts';
import type {ScreenLine} from '../theme/piece.ts';
import {degreesText, healthWords, percentText} from '../theme/plain-text.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import type {Header} from './header-line.ts';
import type {NodeRow} from './node-row.ts';

const comma = safe`, `;

/** `pi-worker1: warning, throttled, cpu 97 percent, memory 88 percent, 81 degrees` */
export function plainNode({name, health, content, isMarked}: NodeRow): Safe {
	const facts =
		content.kind === 'sentence'
			? content.parts
			: [
					...(content.label === 'unknown' ? [] : [clean(content.label)]),
					...valueTexts(content.values),
					...(content.oldMs === undefined
						? []
						: [safe`values are ${clean(durationText(content.oldMs))} old`]),
				];
	const marked = isMarked === true ? [safe`marked`] : [];
	return safe`${clean(name, {maxCharacters: 200})}: ${joinSafe([healthWords[health], ...marked, ...facts], comma)}`;
}

type Values = Extract<NodeRow['content'], {kind: 'values'}>['values'];

function valueTexts({cpu, memory, gpu, temperature}: Values): readonly Safe[] {
	return [
		...(cpu === undefined ? [] : [safe`cpu ${percentText(cpu)}`]),
		...(memory === undefined ? [] : [safe`memory ${percentText(memory)}`]),
		...(gpu === undefined ? [] : [safe`gpu ${percentText(gpu)}`]),
		...(temperature === undefined ? [] : [degreesText(temperature)]),
	];
}

/** `home-rack: 6 ok, 1 warning, 1 down. On average cpu 55 percent, memory 47 percent.` */
export function plainHeader(header: Header): Safe {
	const {cluster, counts, isDemo, cpuFraction, memoryFraction, gpuFraction} = header;
	const healths = (['ok', 'warning', 'down', 'unknown'] as const)
		.filter(health => counts[health] > 0)
		.map(health => safe`${counts[health]} ${healthWords[health]}`);
	const means = valueTexts({
		...noValues,
		cpu: cpuFraction,
		memory: memoryFraction,
		gpu: gpuFraction,
	});
	const name = safe`${clean(cluster, {maxCharacters: 200})}${isDemo ? safe`, simulated` : safe``}`;
	const nodes = healths.length === 0 ? safe`no nodes` : joinSafe(healths, comma);
	return means.length === 0
		? safe`${name}: ${nodes}.`
		: safe`${name}: ${nodes}. On average ${joinSafe(means, comma)}.`;
}

const noValues: Values = {
	...{cpu: undefined, memory: undefined, gpu: undefined, temperature: undefined, disk: undefined},
	...{rx: undefined, tx: undefined, load: undefined, uptime: undefined},
	...{diskRead: undefined, diskWrite: undefined},
};

/** The words of a line that was composed for a screen: bars, charts and strokes go, columns become commas. */
export function plainLine({pieces}: ScreenLine): Safe {
	const said = pieces.filter(({tone}) => tone !== 'rule' && tone !== 'bar');
	const hasLabelAlone = said.every(({text, tone}) => tone === 'dim' || text.trim() === '');
	if (hasLabelAlone && pieces.some(({tone}) => tone === 'bar')) {
		return safe``;
	}

	const words = said.reduce(
		(line, {text}) => `${line}${/(?:\w|here:)$/.test(line) && /^\w/.test(text) ? ' ' : ''}${text}`,
		'',
	);
	return clean(
		words
			.trim()
			.replaceAll(/ {2,}/g, ', ')
			.replaceAll(/(?:\s*,)+(?=\s)/g, ',')
			.replaceAll(/,{2,}/g, ','),
	);
}
