/**
 * nvidia-smi --query-gpu=FIELDS --format=csv,noheader,nounits -l 2: a line a GPU and round. What goes wrong is a
 * sentence among the lines, or a word in brackets in a field. The name stands last: it may hold a comma.
 *
 *     0, 2, 98, 61, 20480, 24564, 71, 412.31, 450.00, 0x0000000000000004, [N/A], NVIDIA GeForce RTX 4090
 *     1, 2, [N/A], [N/A], 12, 81920, 33, 87.20, 400.00, 0x0000000000000001, Enabled, NVIDIA A100-SXM4-80GB
 *     Unable to determine the device handle for GPU 0000:0B:00.0: GPU is lost.  Reboot the system to recover this GPU
 *
 * https://docs.nvidia.com/deploy/nvidia-smi/index.html and `nvidia-smi --help-query-gpu`
 */
import type {Gpu, GpuThrottle} from '../domain/gpu.ts';
import type {ParseProblem} from '../domain/parsed.ts';
import {parseCounter, parseDecimal} from './number-field.ts';
import {createProblemList, type ProblemList} from './problem-list.ts';

/**
 * What is asked, the best first: one field that a driver does not know fails the whole query. Throttle reasons became
 * event reasons with driver 535, and MIG came with driver 450.
 */
export const nvidiaQueries: ReadonlyArray<readonly string[]> = [
	queryWith('clocks_event_reasons.active', 'mig.mode.current'),
	queryWith('clocks_throttle_reasons.active', 'mig.mode.current'),
	queryWith('clocks_throttle_reasons.active'),
	['index', 'count', 'utilization.gpu', 'memory.used', 'memory.total', 'temperature.gpu', 'name'],
];

function queryWith(...fields: readonly string[]): readonly string[] {
	return [
		'index',
		'count',
		'utilization.gpu',
		'utilization.memory',
		'memory.used',
		'memory.total',
		'temperature.gpu',
		'power.draw',
		'enforced.power.limit',
		...fields,
		'name',
	];
}

export type NvidiaLine =
	| {
			readonly kind: 'gpu';
			readonly gpu: Gpu;
			/** How many lines the round has; undefined when it is not told. */
			readonly count: number | undefined;
			readonly problems: readonly ParseProblem[];
	  }
	/** The driver does not know a field: nothing was asked, ask for less. */
	| {readonly kind: 'unknownField'; readonly problems: readonly ParseProblem[]}
	| {readonly kind: 'sentence'; readonly problems: readonly ParseProblem[]};

/** One line that is not empty, of the answer to `query`. */
export function parseNvidiaLine(line: string, query: readonly string[]): NvidiaLine {
	const problems = createProblemList('nvidia-smi');
	const parts = line.split(',');
	const index = parseCounter(parts[0]?.trim());
	if (index !== undefined && index < mostGpus && parts.length >= query.length) {
		const texts = new Map(query.map((field, position) => [field, parts[position]?.trim() ?? '']));
		texts.set(
			'name',
			parts
				.slice(query.length - 1)
				.join(',')
				.trim(),
		);
		const row: Row = {line, texts, problems};
		const count = counterIn(row, 'count', mostGpus);
		return {kind: 'gpu', gpu: gpuOf(row, index), count, problems: problems.problems};
	}

	if (/is not a valid field to query/i.test(line)) {
		return {kind: 'unknownField', problems: []};
	}

	const reason = sentences.find(({pattern}) => pattern.test(line))?.reason;
	problems.add(line, reason ?? 'not a line of figures');
	return {kind: 'sentence', problems: problems.problems};
}

/** No machine has more; what comes from a node is bounded. */
const mostGpus = 256;

/** What nvidia-smi says instead of figures, and what it means to the person. */
const sentences: ReadonlyArray<{readonly pattern: RegExp; readonly reason: string}> = [
	{pattern: /no devices were found/i, reason: 'the driver finds no GPU'},
	{
		pattern: /couldn't communicate with the NVIDIA driver/i,
		reason: 'the driver is not loaded; install it, or load it with modprobe nvidia',
	},
	{
		pattern: /driver\/library version mismatch/i,
		reason: 'the driver was updated and the old one still runs; reboot the node',
	},
	{pattern: /insufficient permissions/i, reason: 'this user may not ask the driver'},
	{pattern: /failed to initialize NVML/i, reason: 'the driver does not answer'},
	{
		pattern: /is lost|requires reset|fallen off|unable to determine the device handle/i,
		reason: 'a GPU does not answer until it is reset or the node is rebooted',
	},
];

type Row = {
	readonly line: string;
	readonly texts: ReadonlyMap<string, string>;
	readonly problems: ProblemList;
};

const bytesPerMebibyte = 1024 * 1024;

function gpuOf(row: Row, index: number): Gpu {
	const percent = (field: string): number | undefined => {
		const value = numberIn(row, field, 100);
		return value === undefined ? undefined : value / 100;
	};
	const bytes = (field: string): number | undefined => {
		const mebibytes = numberIn(row, field, 1e9);
		return mebibytes === undefined ? undefined : mebibytes * bytesPerMebibyte;
	};
	// With MIG the card is shared out: its utilisation as a whole is not told, whatever stands there.
	const isShared = row.texts.get('mig.mode.current') === 'Enabled';
	const name = valueIn(row, 'name');
	return {
		index,
		name: name === undefined || name === '' ? 'NVIDIA GPU' : name.slice(0, 128),
		vendor: 'nvidia',
		utilizationFraction: isShared ? undefined : percent('utilization.gpu'),
		memoryUtilizationFraction: isShared ? undefined : percent('utilization.memory'),
		memoryUsedBytes: bytes('memory.used'),
		memoryTotalBytes: bytes('memory.total'),
		temperatureCelsius: numberIn(row, 'temperature.gpu', 200),
		powerWatts: numberIn(row, 'power.draw', 1e5),
		powerLimitWatts: numberIn(row, 'enforced.power.limit', 1e5),
		throttles: throttlesIn(row),
	};
}

/** 0x1 idle, 0x2 chosen clocks, 0x10 sync boost and 0x100 display clocks slow nothing down that should run faster. */
const throttleBits: ReadonlyArray<{readonly bits: number; readonly throttle: GpuThrottle}> = [
	{bits: 0x4, throttle: 'power-cap'},
	{bits: 0x8, throttle: 'hardware-slowdown'},
	{bits: 0x20 | 0x40, throttle: 'thermal'},
	{bits: 0x80, throttle: 'power-brake'},
];

/** https://docs.nvidia.com/deploy/nvml-api/group__nvmlClocksEventReasons.html */
function throttlesIn(row: Row): Gpu['throttles'] {
	const field = row.texts.has('clocks_event_reasons.active')
		? 'clocks_event_reasons.active'
		: 'clocks_throttle_reasons.active';
	const text = valueIn(row, field);
	if (text === undefined) {
		return [];
	}

	if (!/^0x[0-9a-f]{1,16}$/i.test(text)) {
		row.problems.add(row.line, `${field} is no set of bits`);
		return [];
	}

	const active = Number.parseInt(text.slice(2).slice(-8), 16);
	return throttleBits.filter(({bits}) => (active & bits) !== 0).map(({throttle}) => throttle);
}

function numberIn(row: Row, field: string, largest: number): number | undefined {
	const text = valueIn(row, field);
	const value = parseDecimal(text);
	if (text !== undefined && (value === undefined || value > largest)) {
		row.problems.add(row.line, `${field} is no number up to ${largest}`);
		return undefined;
	}

	return value;
}

function counterIn(row: Row, field: string, largest: number): number | undefined {
	const value = parseCounter(row.texts.get(field));
	return value !== undefined && value <= largest ? value : undefined;
}

/** `[N/A]`, `[Not Supported]`: the card has no such figure, which is nothing wrong. */
const absent = /^\[?(?:n\/a|not supported|not available|not found|not applicable)\]?$/i;
/** `[GPU is lost]`, `[Unknown Error]`, `ERR!`: it should have one. */
const broken = /^(?:\[.*\]|err!?)$/i;

/** The text of a field; undefined when the card or the driver gives none. A card that broke is one problem a line. */
function valueIn({line, texts, problems}: Row, field: string): string | undefined {
	const text = texts.get(field);
	if (text === undefined || absent.test(text)) {
		return undefined;
	}

	if (!broken.test(text)) {
		return text;
	}

	const reason = `the driver gives ${text} for a figure`;
	if (!problems.problems.some(problem => problem.reason === reason)) {
		problems.add(line, reason);
	}

	return undefined;
}
