/** What is wrong with where a login lands: its shell, what that reads first, its home. */
import {copyFile} from 'node:fs/promises';
import {join} from 'node:path';
import {loginShells, writeAccounts} from './accounts.ts';
import type {FaultTable} from './fault.ts';
import {hostFolder, runInHost} from './host-context.ts';

export const homeFaults: FaultTable = {
	shell: {
		usage: Object.keys(loginShells).join('|'),
		says: 'another login shell',
		isPlain: false,
		isAdjustable: true,
		inflict: ({folder, host}, [shell = '']) => writeAccounts(folder, host, shell),
		heal: ({folder, host}) => writeAccounts(folder, host),
	},
	'rc-heavy': {
		usage: '',
		says: 'a .bashrc that burns CPU, prints noise and reads stdin',
		isPlain: false,
		inflict: async context => {
			const {folder, host} = context;
			const rc = join(import.meta.dirname, 'heavy.bashrc');
			await copyFile(rc, join(hostFolder(folder, host.name), 'bashrc'));
			await runInHost(context, 'cp /run/lab/folder/bashrc "/home/$1/.bashrc"', [host.user]);
		},
		heal: context => runInHost(context, 'rm -f "/home/$1/.bashrc"', [context.host.user]),
	},
	'disk-full': {
		usage: '',
		says: 'not a byte is free in the home of who logs in',
		isPlain: false,
		inflict: context => runInHost(context, fillHome, [context.host.user]),
		heal: context => runInHost(context, 'umount --lazy "/home/$1"', [context.host.user]),
	},
};

/** dd ends with an error when the filesystem is full: that is what it is for. */
const fillHome = `
mount -t tmpfs -o size=1m,mode=755 tmpfs "/home/$1"
chown "$1:" "/home/$1"
dd if=/dev/zero of="/home/$1/full" bs=64k 2>/dev/null || true
`;
