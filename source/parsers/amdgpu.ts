/**
 * /sys/class/drm/cardN/device/ of the kernel's amdgpu driver: one value a file, power in microwatts.
 *
 *     /sys/class/drm/card1/device/gpu_busy_percent                  37
 *     /sys/class/drm/card1/device/mem_info_vram_total               25753026560
 *     /sys/class/drm/card1/device/hwmon/hwmon3/power1_average       115000000
 *
 * https://docs.kernel.org/gpu/amdgpu/thermal.html and https://docs.kernel.org/gpu/amdgpu/driver-misc.html
 */
import type {Gpu} from '../domain/gpu.ts';
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import {parseMillidegrees} from './millidegrees.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';
import {nameIn, type Sections} from './sections.ts';

export type AmdGpus = {
	/** Numbered from 0 in the order of their cards. */
	readonly gpus: readonly Gpu[];
	/** Folders of /sys/class/hwmon whose temperature is a card's. */
	readonly chips: ReadonlySet<string>;
};

const amdVendor = '0x1002';
const vendorPattern = /^(\/sys\/class\/drm\/card(\d{1,4})\/device)\/vendor$/;

/** The cards of AMD, the graphics of its processors among them; those of other vendors are left out. */
export function parseAmdGpus(sections: Sections): Parsed<AmdGpus> {
	const problems: ParseProblem[] = [];
	const chips = new Set<string>();
	const gpus = cardsIn(sections).map(({device}, index) => {
		const files = filesOf(sections, device, problems);
		const hwmon = hwmonOf(sections, device);
		const sensors = filesOf(sections, hwmon ?? '', problems);
		const temperatureCelsius = hwmon === undefined ? undefined : sensors.celsius('temp1_input');
		if (hwmon !== undefined && temperatureCelsius !== undefined) {
			chips.add(hwmon.replace(/^.*\//, '/sys/class/hwmon/'));
		}

		const gpu: Gpu = {
			index,
			name: nameOf(sections, device),
			vendor: 'amd',
			utilizationFraction: files.percent('gpu_busy_percent'),
			memoryUtilizationFraction: files.percent('mem_busy_percent'),
			memoryUsedBytes: files.counter('mem_info_vram_used'),
			memoryTotalBytes: files.counter('mem_info_vram_total'),
			temperatureCelsius,
			// Cards from RDNA 3 on give the momentary power alone.
			powerWatts: sensors.watts('power1_average') ?? sensors.watts('power1_input'),
			powerLimitWatts: sensors.watts('power1_cap'),
			throttles: [],
		};
		return gpu;
	});
	return {value: {gpus, chips}, problems};
}

function cardsIn(sections: Sections) {
	return [...sections]
		.flatMap(([path, text]) => {
			const [, device, card] = vendorPattern.exec(path) ?? [];
			return device !== undefined && text.trim() === amdVendor
				? [{device, card: Number(card)}]
				: [];
		})
		.sort((one, other) => one.card - other.card);
}

function hwmonOf(sections: Sections, device: string): string | undefined {
	const prefix = `${device}/hwmon/`;
	for (const path of sections.keys()) {
		const [chip] = path.startsWith(prefix) ? path.slice(prefix.length).split('/') : [];
		if (chip !== undefined && /^hwmon\d{1,4}$/.test(chip)) {
			return `${prefix}${chip}`;
		}
	}

	return undefined;
}

/** Only cards for servers and workstations tell a name; else the PCI id stands for it. */
function nameOf(sections: Sections, device: string): string {
	const id = nameIn(sections, `${device}/device`);
	return (
		nameIn(sections, `${device}/product_name`) ?? (id === undefined ? 'AMD GPU' : `AMD GPU ${id}`)
	);
}

const microwattsPerWatt = 1e6;
const mostMicrowatts = 1e11;

/** The values of a folder. A file that is not there is undefined, one that cannot be understood a problem too. */
function filesOf(sections: Sections, folder: string, problems: ParseProblem[]) {
	function counter(name: string, largest = Number.MAX_SAFE_INTEGER): number | undefined {
		const path = `${folder}/${name}`;
		const text = sections.get(path)?.trim();
		const value = parseCounter(text);
		if (value !== undefined && value <= largest) {
			return value;
		}

		if (text !== undefined && text !== '') {
			const list = createProblemList(path);
			list.add(text, 'not a figure of a GPU');
			problems.push(...list.problems);
		}

		return undefined;
	}

	return {
		counter,
		percent(name: string): number | undefined {
			const value = counter(name, 100);
			return value === undefined ? undefined : value / 100;
		},
		watts(name: string): number | undefined {
			const value = counter(name, mostMicrowatts);
			return value === undefined ? undefined : value / microwattsPerWatt;
		},
		celsius(name: string): number | undefined {
			const path = `${folder}/${name}`;
			const parsed = parseMillidegrees(sections.get(path) ?? '', path);
			problems.push(...parsed.problems);
			return parsed.value;
		},
	};
}
