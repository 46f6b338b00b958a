/**
 * /proc/cpuinfo: a name, a colon and a value a line, in words of each architecture's own.
 *
 *     model name	: Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz      (x86)
 *     Model		: Raspberry Pi 4 Model B Rev 1.4                 (ARM, Raspberry Pi kernels)
 *     cpu		: POWER9, altivec supported                      (POWER)
 *     processor 0: version = FF,  identification = 2733E8,  machine = 2964      (s390)
 *
 * https://man7.org/linux/man-pages/man5/proc_cpuinfo.5.html
 */
import type {Parsed} from '../domain/parsed.ts';
import {armCoreName} from './arm-core-name.ts';
import {linesOf} from './lines.ts';

const longestName = 200;

/** What the processor, or on a small board the board, is called. Nothing in it is refused, so there are no problems. */
export function parseProcCpuinfo(text: string): Parsed<string | undefined> {
	const valuesOf = new Map<string, Set<string>>();
	for (const line of linesOf(text)) {
		const colon = line.indexOf(':');
		const key = line.slice(0, colon).trim();
		const values = valuesOf.get(key) ?? new Set();
		valuesOf.set(key, values.add(line.slice(colon + 1).trim()));
	}

	const name =
		boardName(valuesOf) ??
		armNames(valuesOf) ??
		first(valuesOf, 'model name') ??
		first(valuesOf, 'Model Name') ??
		first(valuesOf, 'Processor') ??
		first(valuesOf, 'cpu')?.split(',')[0] ??
		first(valuesOf, 'cpu model') ??
		first(valuesOf, 'uarch') ??
		mainframeName(valuesOf);
	return {value: name?.slice(0, longestName), problems: []};
}

type Values = ReadonlyMap<string, ReadonlySet<string>>;

function first(valuesOf: Values, key: string): string | undefined {
	const [value] = valuesOf.get(key) ?? [];
	return value === '' ? undefined : value;
}

/** `Model` beside `CPU part` is a board of the ARM world. Since Linux 4.9 its `Hardware` line names the wrong chip. */
function boardName(valuesOf: Values): string | undefined {
	return valuesOf.has('CPU part') ? first(valuesOf, 'Model') : undefined;
}

/** `Cortex-A55 + Cortex-A76` where cores differ; undefined when one of them has no known name. */
function armNames(valuesOf: Values): string | undefined {
	const implementer = first(valuesOf, 'CPU implementer');
	const parts = [...(valuesOf.get('CPU part') ?? [])];
	const names = parts.map(part => armCoreName(implementer, part));
	const isComplete = names.length > 0 && names.every(name => name !== undefined);
	return isComplete ? names.join(' + ') : undefined;
}

/** `IBM z13` for machine 2964, `IBM/S390 machine 1234` for one without a name here. */
function mainframeName(valuesOf: Values): string | undefined {
	const machine = /machine = ([0-9A-F]{4})/.exec(first(valuesOf, 'processor 0') ?? '')?.[1];
	return machine === undefined
		? undefined
		: (mainframes.get(machine) ?? `IBM/S390 machine ${machine}`);
}

const mainframes: ReadonlyMap<string, string> = new Map([
	['2964', 'IBM z13'],
	['2965', 'IBM z13s'],
	['3906', 'IBM z14'],
	['3907', 'IBM z14 ZR1'],
	['8561', 'IBM z15'],
	['8562', 'IBM z15 T02'],
	['3931', 'IBM z16'],
	['3932', 'IBM z16 A02'],
]);
