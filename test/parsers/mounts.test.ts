import {describe, expect, it} from 'vitest';
import {selectMounts} from '../../source/parsers/mount-selection.ts';
import {parseProcMounts} from '../../source/parsers/proc-mounts.ts';
import {readFixture} from '../helpers/node-fixture.ts';

const select = (...lines: readonly string[]) =>
	selectMounts(parseProcMounts(lines.map(line => `${line} rw 0 0`).join('\n')).value);

describe('parseProcMounts', () => {
	it('reads every line of the capture', () => {
		const text = readFixture('debian-12-x86-vm', '/proc/self/mounts');
		const {value, problems} = parseProcMounts(text);
		expect(problems).toEqual([]);
		expect(value).toHaveLength(text.trimEnd().split('\n').length);
		expect(value).toContainEqual({device: '/dev/vda', mount: '/', type: 'ext4'});
	});

	it('decodes the octal escapes of the kernel, once', () => {
		const text = '//nas/My\\040Files /mnt/a\\040b\\011c\\012d\\134e\\043f\\134040 cifs rw 0 0\n';
		expect(parseProcMounts(text).value).toEqual([
			{device: '//nas/My Files', mount: '/mnt/a b\tc\nd\\e#f\\040', type: 'cifs'},
		]);
	});

	it('reads a mount without a source', () => {
		expect(parseProcMounts(' /mnt tmpfs rw 0 0').value).toEqual([
			{device: '', mount: '/mnt', type: 'tmpfs'},
		]);
	});

	it.each(['/dev/sda1', '/dev/sda1 /mnt', '/dev/sda1 mnt ext4 rw 0 0', 'N/A'])(
		'names %j and keeps the rest',
		bad => {
			const {value, problems} = parseProcMounts(`${bad}\n/dev/sdb / ext4 rw 0 0\n`);
			expect(problems).toMatchObject([{line: bad}]);
			expect(value).toHaveLength(1);
		},
	);
});

describe('selectMounts', () => {
	it('shows the one disk of the capture', () => {
		const {value} = parseProcMounts(readFixture('debian-12-x86-vm', '/proc/self/mounts'));
		expect(selectMounts(value)).toEqual([
			{device: '/dev/vda', mount: '/', type: 'ext4', isLocal: true},
		]);
	});

	it('shows a device once, where its path is shortest', () => {
		const mounts = select(
			'/dev/sda1 /srv/data/deep ext4',
			'/dev/sda1 /srv ext4',
			'/dev/sda1 /x/y ext4',
		);
		expect(mounts.map(({mount}) => mount)).toEqual(['/srv']);
	});

	it('shows the upper of two mounts at one place', () => {
		const mounts = select('/dev/sda1 /mnt ext4', '/dev/sdb1 /mnt xfs');
		expect(mounts.map(({device}) => device)).toEqual(['/dev/sdb1']);
	});

	it('shows the root of a container, and neither layers nor files that its engine mounts', () => {
		const mounts = select(
			'overlay / overlay',
			'overlay /var/lib/docker/overlay2/a/merged overlay',
			'/dev/sda1 /etc/hosts ext4',
		);
		expect(mounts.map(({mount}) => mount)).toEqual(['/']);
	});

	it('shows two mounts of one FUSE program, whose source is a mere name', () => {
		expect(select('rclone /a fuse.rclone', 'rclone /b fuse.rclone')).toHaveLength(2);
	});

	it('shows an export once, though mounted twice', () => {
		expect(select('nas:/home /home nfs4', 'nas:/home /mnt/home nfs4')).toHaveLength(1);
	});

	it.each(['tmpfs', 'proc', 'cgroup2', 'squashfs', 'autofs', 'fuse.gvfsd-fuse'])(
		'hides %s',
		type => {
			expect(select(`x /mnt ${type}`)).toEqual([]);
		},
	);

	it.each([
		'nfs',
		'nfs4',
		'cifs',
		'ceph',
		'lustre',
		'fuse.sshfs',
		'fuse',
		'fuseblk',
		'9p',
		'unheard-of',
	])('asks %s apart, since it may hang', type => {
		expect(select(`x:/y /mnt ${type}`)).toMatchObject([{isLocal: false}]);
	});

	it('asks a local disk apart where the way to it leads through a network mount', () => {
		const mounts = select(
			'nas:/x /mnt/nas nfs4',
			'/dev/sda1 /mnt/nas/disk ext4',
			'/dev/sdb1 /mnt/n ext4',
		);
		expect(mounts.map(({isLocal}) => isLocal)).toEqual([false, false, true]);
	});
});
