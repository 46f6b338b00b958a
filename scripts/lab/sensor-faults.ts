/** Hardware that this machine lacks: captures laid over /sys, and players of the vendors' programs on the PATH. */
import {existsSync} from 'node:fs';
import {cp, rm, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import type {FaultTable} from './fault.ts';
import {type HostContext, hostFolder, runInHost} from './host-context.ts';

export const sensorFaults: FaultTable = {
	capture: {
		usage: 'FOLDER',
		says: 'FOLDER/sys/class/* and FOLDER/sys/devices/system/cpu/* in place of this machine’s own',
		isPlain: false,
		inflict: (context, [folder = '']) => layCapture(context, resolve(folder)),
		heal: context => runInHost(context, uncover, coverable),
	},
	players: {
		usage: '',
		says: 'nvidia-smi, vcgencmd and tegrastats on the PATH, played from hosts/NAME/players/',
		isPlain: false,
		inflict: layPlayers,
		heal: liftPlayers,
	},
	'nvidia-hang': {
		usage: '',
		says: 'an nvidia-smi that never answers',
		isPlain: false,
		inflict: async context => {
			await layPlayers(context);
			await writeFile(join(playersOf(context), 'fault'), 'hang\n');
		},
		heal: liftPlayers,
	},
};

const players = resolve(import.meta.dirname, '../../test/helpers/players');

/** What plays them: the tests may write `gpus.csv` and `fault` here at any time. */
const playersOf = ({folder, host}: HostContext) => join(hostFolder(folder, host.name), 'players');

async function layPlayers(context: HostContext): Promise<void> {
	await cp(players, playersOf(context), {recursive: true});
	await runInHost(
		context,
		'mountpoint -q /usr/local/bin || mount --bind /run/lab/folder/players /usr/local/bin',
	);
}

/** Twice when both faults that lay them are healed. Lazily: what runs from there goes on. */
async function liftPlayers(context: HostContext): Promise<void> {
	await runInHost(context, 'mountpoint -q /usr/local/bin && umount --lazy /usr/local/bin || true');
	await rm(playersOf(context), {recursive: true, force: true});
}

async function layCapture(context: HostContext, source: string): Promise<void> {
	const copy = join(hostFolder(context.folder, context.host.name), 'capture');
	await rm(copy, {recursive: true, force: true});
	await cp(join(source, 'sys'), copy, {recursive: true, verbatimSymlinks: true});
	await runInHost(
		context,
		cover,
		coverable.filter(path => existsSync(join(copy, path))),
	);
}

/** Folders of /sys whose entries a capture can replace. */
const coverable = ['class', 'devices/system/cpu'];

/**
 * Nothing can be made in sysfs, so the folder becomes a tmpfs of links to the real entries, beside copies of the captured
 * ones, which may be written to. Where the real links lead to by `..` stays where it was.
 */
const cover = `
mkdir -p /run/lab/sys
mountpoint -q /run/lab/sys || mount --bind /sys /run/lab/sys
for folder in "$@"; do
	mount -t tmpfs -o mode=755 tmpfs "/sys/$folder"
	for path in "/run/lab/sys/$folder"/*; do
		ln -s "$path" "/sys/$folder/\${path##*/}"
	done
	for path in "/run/lab/folder/capture/$folder"/*; do
		rm -f "/sys/$folder/\${path##*/}"
		cp -r "$path" "/sys/$folder/"
	done
done
`;

const uncover = `
for folder in "$@"; do
	mountpoint -q "/sys/$folder" && umount --lazy "/sys/$folder" || true
done
`;
