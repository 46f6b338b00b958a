/**
 * tegrastats --interval 2000: a line a round about a Jetson, whose GPU shares the memory with the processor.
 *
 *     RAM 1766/3964MB (lfb 197x4MB) CPU [24%@1224,15%@1224] EMC_FREQ 0% GR3D_FREQ 45%@921 GPU@23.5C POM_5V_GPU 122/122
 *     04-11-2025 10:36:27 RAM 4321/62801MB (lfb 1759x4MB) CPU [0%@729] GR3D_FREQ 0%@[0,0] GPU@-256C VDD_GPU_SOC 2340mW/2340mW
 *     RAM 8179/62817MB (lfb 7x4MB) CPU [35%@1113] GR3D_FREQ 32% gpu@47.125C/47.125C VDD_GPU_SOC 4385mW/3787mW/4385mW
 *
 * JetPack 4, 5 and 7. https://docs.nvidia.com/jetson/archives/r36.4/DeveloperGuide/AT/JetsonLinuxDevelopmentTools/TegrastatsUtility.html
 */
import type {Gpu} from '../domain/gpu.ts';
import type {Parsed} from '../domain/parsed.ts';
import {parseDecimal} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

const bytesPerMebibyte = 1024 * 1024;
/** A GPU that is switched off reads -256. */
const hottestCelsius = 200;
const mostMilliwatts = 1e6;

/**
 * One line that is not empty. EMC_FREQ, which would be the memory's utilisation, says 0 to everybody but root, so it
 * is not read; VDD_CPU_GPU_CV, the one rail of the small Orins, feeds the processor too, so their power is unknown.
 */
export function parseTegrastats(line: string): Parsed<Gpu | undefined> {
	const memory = /\bRAM (\d{1,9})\/(\d{1,9})MB\b/.exec(line);
	const load = /\bGR3D_FREQ (\d{1,3})%/.exec(line);
	if (memory === null && load === null) {
		const problems = createProblemList('tegrastats');
		problems.add(line, 'neither RAM nor GR3D_FREQ is in it');
		return {value: undefined, problems: problems.problems};
	}

	const percent = numberUpTo(load?.[1], 100);
	const milliwatts = numberUpTo(powerPattern.exec(line)?.[1], mostMilliwatts);
	const value: Gpu = {
		index: 0,
		name: 'Jetson',
		vendor: 'jetson',
		utilizationFraction: percent === undefined ? undefined : percent / 100,
		memoryUtilizationFraction: undefined,
		memoryUsedBytes: bytesOf(memory?.[1]),
		memoryTotalBytes: bytesOf(memory?.[2]),
		temperatureCelsius: numberUpTo(
			/\bGPU@(-?\d{1,4}(?:\.\d{1,6})?)C/i.exec(line)?.[1],
			hottestCelsius,
		),
		powerWatts: milliwatts === undefined ? undefined : milliwatts / 1000,
		powerLimitWatts: undefined,
		throttles: [],
	};
	return {value, problems: []};
}

/** The rail of the GPU on Nano (POM_5V_GPU), TX2 (VDD_SYS_GPU), Xavier (GPU, VDD_GPU_SOC) and AGX Orin (VDD_GPU_SOC). */
const powerPattern = /(?:^| )(?:POM_5V_GPU|VDD_SYS_GPU|VDD_GPU_SOC|VDD_GPU|GPU) (\d{1,9})(?:mW)?\//;

function numberUpTo(text: string | undefined, largest: number): number | undefined {
	const value = parseDecimal(text);
	return value !== undefined && value <= largest ? value : undefined;
}

function bytesOf(mebibytes: string | undefined): number | undefined {
	return mebibytes === undefined ? undefined : Number(mebibytes) * bytesPerMebibyte;
}
