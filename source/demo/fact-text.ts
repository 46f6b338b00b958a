/** The files that say what a node is, and the answer of df. */
import type {NodeLife} from './life.ts';
import type {DemoDisk, Machine} from './machine.ts';
import type {Moment} from './moment.ts';

type File = readonly [path: string, text: string];

export function factFiles({plan, machine}: NodeLife): readonly File[] {
	const release = `PRETTY_NAME="${machine.os}"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nID=debian\n`;
	return [
		['/proc/sys/kernel/hostname', `${plan.name}\n`],
		['/proc/sys/kernel/osrelease', `${machine.kernel}\n`],
		['/proc/sys/kernel/arch', `${machine.architecture}\n`],
		['/etc/os-release', release],
		['/usr/lib/os-release', release],
		['/proc/cpuinfo', cpuinfoText(machine)],
		['/proc/self/mounts', mountsText(machine)],
	];
}

function cpuinfoText({cores, isPi, model}: Machine): string {
	const processors = Array.from({length: cores}, (_, core) =>
		isPi
			? `processor\t: ${core}\nBogoMIPS\t: 108.00\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: 0xd0b\nCPU revision\t: 1\n`
			: `processor\t: ${core}\nvendor_id\t: AuthenticAMD\nmodel name\t: ${model}\n`,
	);
	const board = isPi ? `\nRevision\t: d04170\nModel\t\t: ${model}\n` : '';
	return `${processors.join('\n')}${board}`;
}

function mountsText({disks}: Machine): string {
	return [
		'sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0',
		'proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0',
		'udev /dev devtmpfs rw,nosuid,relatime,mode=755 0 0',
		'tmpfs /run tmpfs rw,nosuid,nodev,noexec,relatime,mode=755 0 0',
		...disks.map(({partition, mount}) => `${partition} ${mount} ext4 rw,noatime 0 0`),
		'',
	].join('\n');
}

/** ext4 keeps so much of a disk for root. */
const forRoot = 0.05;

/** df -kP, and -kPl: all of its disks are its own. */
export function dfText({life, second}: Moment): string {
	const rows = life.machine.disks.map((disk, index) =>
		dfRow(disk, life.disks[index]?.fill.at(second) ?? 0),
	);
	return [
		'Filesystem     1024-blocks       Used  Available Capacity Mounted on',
		'tmpfs               806484       1832     804652       1% /run',
		...rows,
		'',
	].join('\n');
}

function dfRow({partition, totalKibibytes, mount}: DemoDisk, fill: number): string {
	const writable = Math.round(totalKibibytes * (1 - forRoot));
	const used = Math.round(writable * fill);
	const sizes = `${totalKibibytes} ${used} ${writable - used}`;
	return `${partition} ${sizes} ${Math.ceil(fill * 100)}% ${mount}`;
}
