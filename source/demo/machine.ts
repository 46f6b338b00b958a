/** Where the jobs of servers with cards write. */
export const trainingLog = '/home/alice/llm/logs/train.out';

/** What a simulated node is made of. */
export type Machine = {
	readonly os: string;
	readonly kernel: string;
	readonly architecture: 'aarch64' | 'x86_64';
	/** As /proc/cpuinfo names it: the board of a Raspberry Pi, else the processor. */
	readonly model: string;
	readonly cores: number;
	readonly clockKilohertz: number;
	readonly memoryKibibytes: number;
	readonly swapKibibytes: number;
	readonly pageKibibytes: number;
	readonly interface: string;
	readonly disks: readonly DemoDisk[];
	readonly gpus: readonly DemoGpu[];
	readonly sensors: readonly Sensor[];
	/** It has vcgencmd and the chip rpi_volt. */
	readonly isPi: boolean;
};

export type DemoDisk = {
	readonly device: string;
	readonly numbers: string;
	readonly partition: string;
	readonly mount: string;
	readonly totalKibibytes: number;
};

export type DemoGpu = {
	readonly name: string;
	readonly memoryMebibytes: number;
	readonly limitWatts: number;
};

/** A chip and what it measures: `processor` is the temperature of the node, `drive` stays cool. */
export type Sensor = {
	readonly kind: 'zone' | 'chip';
	readonly name: string;
	readonly label: string | undefined;
	readonly measures: 'processor' | 'drive';
};

const gibibyte = 1_048_576;

const bootDisk: DemoDisk = {
	device: 'mmcblk0',
	numbers: '179       0',
	partition: '/dev/mmcblk0p2',
	mount: '/',
	totalKibibytes: 58 * gibibyte,
};

const flash: DemoDisk = {
	device: 'nvme0n1',
	numbers: '259       0',
	partition: '/dev/nvme0n1p2',
	mount: '/',
	totalKibibytes: 1800 * gibibyte,
};

const smallFlash: DemoDisk = {...flash, totalKibibytes: 233 * gibibyte};

const spinning: DemoDisk = {
	device: 'sda',
	numbers: '  8       0',
	partition: '/dev/sda1',
	mount: '/srv',
	totalKibibytes: 3667 * gibibyte,
};

const dataDisk: DemoDisk = {
	device: 'nvme1n1',
	numbers: '259       3',
	partition: '/dev/nvme1n1p1',
	mount: '/data',
	totalKibibytes: 3667 * gibibyte,
};

export const pi: Machine = {
	os: 'Debian GNU/Linux 13 (trixie)',
	kernel: '6.12.47+rpt-rpi-2712',
	architecture: 'aarch64',
	model: 'Raspberry Pi 5 Model B Rev 1.0',
	cores: 4,
	clockKilohertz: 2_400_000,
	memoryKibibytes: 8_245_616,
	swapKibibytes: 2_097_136,
	pageKibibytes: 16,
	interface: 'eth0',
	disks: [bootDisk],
	gpus: [],
	sensors: [{kind: 'zone', name: 'cpu-thermal', label: undefined, measures: 'processor'}],
	isPi: true,
};

export const storagePi: Machine = {...pi, disks: [bootDisk, spinning]};

/** Where people log in; its disk is small. */
export const server: Machine = {
	os: 'Debian GNU/Linux 13 (trixie)',
	kernel: '6.12.57+deb13-amd64',
	architecture: 'x86_64',
	model: 'AMD Ryzen 7 7700 8-Core Processor',
	cores: 8,
	clockKilohertz: 3_800_000,
	memoryKibibytes: 32_781_264,
	swapKibibytes: 8_388_604,
	pageKibibytes: 4,
	interface: 'eth0',
	disks: [smallFlash],
	gpus: [],
	sensors: [
		{kind: 'chip', name: 'k10temp', label: 'Tctl', measures: 'processor'},
		{kind: 'chip', name: 'nvme', label: 'Composite', measures: 'drive'},
	],
	isPi: false,
};

const rtx: DemoGpu = {
	name: 'NVIDIA GeForce RTX 4090',
	memoryMebibytes: 24_564,
	limitWatts: 450,
};

export const twinGpuServer: Machine = {
	...server,
	model: 'AMD Ryzen Threadripper PRO 5975WX 32-Cores',
	cores: 32,
	memoryKibibytes: 131_908_412,
	disks: [flash, dataDisk],
	gpus: [rtx, rtx],
};

export const gpuServer: Machine = {
	...server,
	model: 'AMD Ryzen 9 7950X 16-Core Processor',
	cores: 16,
	memoryKibibytes: 65_746_180,
	disks: [flash],
	gpus: [rtx],
};
