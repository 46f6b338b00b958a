import type {NodeFiles} from '../domain/files.ts';
import type {Sections} from '../parsers/sections.ts';

/** The sensor files of a node: what changes is read for every sample, what does not was read once. */
export type SensorFiles = {readonly changing: readonly string[]; readonly fixed: Sections};

/** Bounds against a folder that is not what it says: no machine has more, and none is worth more reads a sample. */
const mostZones = 64;
const mostChips = 64;
const mostInputs = 64;
const mostPolicies = 16;
const mostCards = 64;
const mostEntries = 4096;
const mostNameBytes = 4096;

/** Looks once at the folders of sysfs that hold temperatures, clocks, bonds and GPUs. What cannot be listed is left out. */
export async function discoverSensors(files: NodeFiles): Promise<SensorFiles> {
	const found = await Promise.all([
		thermalZones(files),
		hwmonChips(files),
		clockPolicies(files),
		bonds(files),
		graphicsCards(files),
	]);
	const names = found.flatMap(group => group.fixed);
	const texts = await Promise.all(names.map(path => files.readFile(path, mostNameBytes)));
	const fixed = new Map<string, string>();
	for (const [index, path] of names.entries()) {
		const text = texts[index];
		if (text?.ok) {
			fixed.set(path, text.value);
		}
	}

	return {changing: found.flatMap(group => group.changing), fixed};
}

type Group = {readonly changing: readonly string[]; readonly fixed: readonly string[]};

async function thermalZones(files: NodeFiles): Promise<Group> {
	const zones = await list(files, '/sys/class/thermal', /^thermal_zone\d+$/);
	const folders = zones.slice(0, mostZones);
	return {
		changing: folders.map(folder => `${folder}/temp`),
		fixed: folders.map(folder => `${folder}/type`),
	};
}

async function hwmonChips(files: NodeFiles): Promise<Group> {
	const chips = await list(files, '/sys/class/hwmon', /^hwmon\d+$/);
	const groups = await Promise.all(chips.slice(0, mostChips).map(chip => chipFiles(files, chip)));
	return {
		changing: groups.flatMap(group => group.changing),
		fixed: groups.flatMap(group => group.fixed),
	};
}

/** Before Linux 3.15 the inputs of some chips stand one folder deeper, in `device`. */
async function chipFiles(files: NodeFiles, chip: string): Promise<Group> {
	const pattern = /^temp\d+_input$/;
	const own = await list(files, chip, pattern);
	const inputs = own.length > 0 ? own : await list(files, `${chip}/device`, pattern);
	const temperatures = inputs.slice(0, mostInputs);
	const labels = temperatures.map(input => input.replace(/_input$/, '_label'));
	return {
		// The one thing that a Raspberry Pi tells of its voltage without its firmware being asked.
		changing: [...temperatures, ...(await list(files, chip, /^in0_lcrit_alarm$/))],
		fixed: [`${chip}/name`, `${chip}/device/name`, ...labels],
	};
}

/** The figures that the kernel's amdgpu driver gives; a card of another driver has none of these files. */
async function graphicsCards(files: NodeFiles): Promise<Group> {
	const cards = await list(files, '/sys/class/drm', /^card\d+$/);
	const groups = await Promise.all(
		cards.slice(0, mostCards).map(card => cardFiles(files, `${card}/device`)),
	);
	return {
		changing: groups.flatMap(group => group.changing),
		fixed: groups.flatMap(group => group.fixed),
	};
}

async function cardFiles(files: NodeFiles, device: string): Promise<Group> {
	const figures = await list(files, device, /^(?:(?:gpu|mem)_busy_percent|mem_info_vram_used)$/);
	if (figures.length === 0) {
		return {changing: [], fixed: []};
	}

	const chips = await list(files, `${device}/hwmon`, /^hwmon\d+$/);
	const sensors = chips
		.slice(0, 1)
		.map(chip => list(files, chip, /^(?:power1_(?:average|input|cap)|temp1_input)$/));
	return {
		changing: [...figures, ...(await Promise.all(sensors)).flat()],
		fixed: ['vendor', 'device', 'product_name', 'mem_info_vram_total'].map(
			name => `${device}/${name}`,
		),
	};
}

/** Of more than 16 policies (one a core on most x86 machines) 16 spread evenly stand for all: each read costs. */
async function clockPolicies(files: NodeFiles): Promise<Group> {
	const cpu = '/sys/devices/system/cpu';
	const policies = await list(files, `${cpu}/cpufreq`, /^policy\d+$/);
	const folders =
		policies.length > 0
			? policies
			: (await list(files, cpu, /^cpu\d+$/)).map(core => `${core}/cpufreq`);
	const stride = Math.max(1, folders.length / mostPolicies);
	const count = Math.min(folders.length, mostPolicies);
	const chosen = Array.from({length: count}, (_, index) => folders[Math.floor(index * stride)]);
	return {
		changing: chosen.map(folder => `${folder}/scaling_cur_freq`),
		fixed: chosen.map(folder => `${folder}/affected_cpus`),
	};
}

async function bonds(files: NodeFiles): Promise<Group> {
	const masters = await files.readFile('/sys/class/net/bonding_masters', mostNameBytes);
	const names = masters.ok ? masters.value.trim().split(/\s+/) : [];
	const safe = names.filter(name => name !== '' && !name.includes('/'));
	return {changing: [], fixed: safe.map(name => `/sys/class/net/${name}/bonding/slaves`)};
}

/** Paths of the entries that match, in numeric order. */
async function list(
	{listFolder}: NodeFiles,
	folder: string,
	pattern: RegExp,
): Promise<readonly string[]> {
	const names = await listFolder(folder, mostEntries);
	return names.ok
		? names.value
				.filter(name => pattern.test(name))
				.sort((left, right) => numberIn(left) - numberIn(right))
				.map(name => `${folder}/${name}`)
		: [];
}

function numberIn(name: string): number {
	return Number(/\d{1,9}/.exec(name)?.[0] ?? 0);
}
