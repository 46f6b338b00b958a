import {readFile} from 'node:fs/promises';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {cpuMs, median, type Row} from '../row.ts';

const rounds = 7;
const samples = 200;
const files = [
	'/proc/stat',
	'/proc/meminfo',
	'/proc/loadavg',
	'/proc/uptime',
	'/proc/vmstat',
	'/proc/net/dev',
	'/proc/diskstats',
	'/proc/pressure/cpu',
	'/proc/pressure/io',
	'/proc/pressure/memory',
	'/proc/sys/kernel/random/boot_id',
];

/** A sample of this machine: read, parsed. The floor reads the same files and throws them away. */
export async function samplingRows(): Promise<Row[]> {
	const probe = await openLocalProbe(systemClock);
	const {signal} = new AbortController();
	const sample = async (): Promise<void> => {
		for (let index = 0; index < samples; index += 1) {
			await probe.readSample(signal);
		}
	};
	const read = async (): Promise<void> => {
		for (let index = 0; index < samples; index += 1) {
			await Promise.all(files.map(file => readFile(file)));
		}
	};
	await sample();
	const floor: number[] = [];
	const value: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		floor.push((await cpuMs(read)) / samples);
		value.push((await cpuMs(sample)) / samples);
	}

	probe.close();
	return [
		{
			what: 'one sample of this machine',
			value: median(value),
			unit: 'ms CPU',
			floor: `readFile of ${files.length} files`,
			floorValue: median(floor),
			budget: undefined,
		},
	];
}
