/**
 * Takes out of captured files what names a person, a site or a single machine, and leaves every number of use. It works
 * by allow-lists where it can: an unknown option, interface or mount point is renamed, not trusted.
 */
export type Scrubbing = {
	readonly hostname: string;
	readonly userNames: readonly string[];
};

export type Scrubbed = {readonly text: string; readonly changes: readonly string[]};

type Step = {readonly what: string; readonly apply: (text: string) => string};

/** The text as it may be published, and in words what was changed in it. */
export function scrubFile(path: string, text: string, scrubbing: Scrubbing): Scrubbed {
	const changes: string[] = [];
	let scrubbed = text;
	for (const {what, apply} of [...(ofPath.get(path) ?? []), ...everywhere(scrubbing)]) {
		const before = scrubbed;
		scrubbed = apply(before);
		if (scrubbed !== before) {
			changes.push(`${path}: ${what}`);
		}
	}

	return {text: scrubbed, changes};
}

const ofPath: ReadonlyMap<string, readonly Step[]> = new Map([
	['/proc/sys/kernel/hostname', [{what: 'host name', apply: () => 'node\n'}]],
	['/proc/sys/kernel/osrelease', [{what: 'name of a private kernel', apply: scrubKernel}]],
	['/proc/self/mounts', [{what: 'private mounts, sources and options', apply: scrubMounts}]],
	['/proc/net/dev', [{what: 'names of private interfaces', apply: scrubInterfaces}]],
	['/etc/os-release', [{what: 'all but the name and version', apply: scrubOsRelease}]],
	['/usr/lib/os-release', [{what: 'all but the name and version', apply: scrubOsRelease}]],
	[
		'/proc/cpuinfo',
		[{what: 'serial number', apply: text => text.replace(/^(Serial\s*:).*$/gm, '$1 0')}],
	],
]);

function everywhere({hostname, userNames}: Scrubbing): readonly Step[] {
	const names = [hostname, ...userNames].filter(name => name.length > 2 && name !== 'root');
	return [
		{what: 'host and user names', apply: text => replaceWords(text, names)},
		{what: 'home folders', apply: text => text.replace(/\/home\/[^/\s]+/g, '/home/user')},
		{what: 'UUIDs', apply: scrubUuids},
		{
			what: 'hardware addresses',
			apply: text => text.replace(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, '00-00-5e-00-53-00'),
		},
		{
			what: 'IP addresses',
			apply: text =>
				text
					.replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '192.0.2.1')
					.replace(/\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]{0,39}/gi, '2001:db8::1'),
		},
		{
			what: 'serial numbers',
			apply: text => text.replace(/(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{10,}/g, 'SERIAL'),
		},
	];
}

function replaceWords(text: string, names: readonly string[]): string {
	return names.reduce((rest, name) => rest.replaceAll(name, 'name'), text);
}

/** Each UUID becomes a number, the same one the same number. */
function scrubUuids(text: string): string {
	const known = new Map<string, string>();
	return text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, uuid => {
		const number = known.get(uuid) ?? String(known.size + 1).padStart(12, '0');
		known.set(uuid, number);
		return `00000000-0000-4000-8000-${number}`;
	});
}

/** What distributions build is public; any other suffix may be a company's. */
function scrubKernel(text: string): string {
	return text.replace(
		/^([\d.]+)(?!\S*(?:amd64|arm64|armhf|generic|rpi|v8|v7l|el\d|fc\d\d|arch|default|lts)\S*\s*$)-\S+/,
		'$1-custom',
	);
}

function scrubOsRelease(text: string): string {
	return text
		.split('\n')
		.filter(line => /^(?:PRETTY_NAME|NAME|VERSION|VERSION_ID|VERSION_CODENAME|ID)=|^$/.test(line))
		.join('\n');
}

function scrubInterfaces(text: string): string {
	const publicName =
		/^(?:lo|ifb\d+|bond\d+|br\d+|virbr\d+|docker\d+|ib\d+|wg\d+|tun\d+|tap\d+|eth\d+|wlan\d+|en[ops]\d+\w{0,8}|wl[ops]\d+\w{0,8}|br-[0-9a-f]{12}|veth[0-9a-f]{7})$/;
	let count = 0;
	return text.replace(/^( *)([^\s|:]+):/gm, (_, indent: string, name: string) => {
		const shown = publicName.test(name) ? name : `net${count++}`;
		return `${indent}${shown}:`;
	});
}

function scrubMounts(text: string): string {
	let count = 0;
	return text
		.split('\n')
		.map(line => {
			const [device = '', mount = '', type = '', options = ''] = line.split(' ');
			if (mount === '') {
				return line;
			}

			count++;
			const source = isPublicSource(device, type) ? device : `source-${count}`;
			const path = isPublicPath(mount) ? mount : `/mnt/mount-${count}`;
			return `${source} ${path} ${type} ${scrubOptions(options)} 0 0`;
		})
		.join('\n');
}

function isPublicSource(device: string, type: string): boolean {
	return (
		device === type ||
		/^(?:\/dev\/(?:[svh]d[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+)?|md\d+|dm-\d+|root|loop\d+)|proc|sysfs|udev|tmpfs|devpts|cgroup2?|none|systemd-1)$/.test(
			device,
		)
	);
}

function isPublicPath(mount: string): boolean {
	return /^\/(?:$|(?:proc|sys|dev)(?:\/[a-z_-]+)*(?:\/[a-z0-9_-]+)?$|boot(?:\/efi|\/firmware)?$|run(?:\/lock|\/user\/\d+)?$|tmp$|var(?:\/tmp|\/log|\/lib)?$|usr$|home$)/.test(
		mount,
	);
}

function scrubOptions(options: string): string {
	const known =
		/^(?:r[ow]|relatime|noatime|nosuid|nodev|noexec|discard|sync|hard|soft|size=\d+[kmg]?|mode=\d+)$/;
	return options
		.split(',')
		.filter(option => known.test(option))
		.join(',');
}
