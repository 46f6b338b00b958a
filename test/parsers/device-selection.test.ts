import {describe, expect, it} from 'vitest';
import {selectDisks, selectInterfaces} from '../../source/parsers/device-selection.ts';
import {parseProcDiskstats} from '../../source/parsers/proc-diskstats.ts';
import {parseProcNetDev} from '../../source/parsers/proc-net-dev.ts';
import {readFixture} from '../helpers/node-fixture.ts';

describe('selectDisks', () => {
	it('keeps whole disks and RAID of a storage server', () => {
		const {value} = parseProcDiskstats(readFixture('storage-server', '/proc/diskstats'));
		expect(selectDisks(value).map(({device}) => device)).toEqual([
			'sata1',
			'md125',
			'md124',
			'nvme0n1',
		]);
	});

	it.each([
		['a disk and its partitions', 'sda sda1 sda15', 'sda'],
		[
			'a card, its partitions and its boot areas',
			'mmcblk0 mmcblk0p1 mmcblk0boot0 mmcblk0rpmb',
			'mmcblk0',
		],
		['a virtual disk that is named like a partition', 'xvda1 xvdb', 'xvda1 xvdb'],
		['device mapper on a disk', 'nvme1n1 nvme1n1p3 dm-0 dm-10', 'nvme1n1 dm-0 dm-10'],
		['hidden paths of multipath NVMe', 'nvme0n1 nvme0c0n1 nvme0c1n1', 'nvme0n1'],
		['memory, images and removable drives', 'loop0 loop0p1 ram1 zram0 sr0 fd0', ''],
	])('of %s keeps what is whole', (_, devices, kept) => {
		const selected = selectDisks(disksNamed(devices)).map(({device}) => device);
		expect(selected).toEqual(kept.split(' ').filter(name => name !== ''));
	});

	it('takes time in proportion to the length of a name', () => {
		const before = process.cpuUsage().user;
		expect(selectDisks(disksNamed(`${'1'.repeat(400_000)}a`))).toHaveLength(1);
		expect(process.cpuUsage().user - before).toBeLessThan(500_000);
	});
});

describe('selectInterfaces', () => {
	it('leaves the loopback and inner ends of the capture out', () => {
		const {value} = parseProcNetDev(readFixture('debian-12-x86-vm', '/proc/net/dev'));
		const kept = selectInterfaces(value, new Set()).map(counters => counters.interface);
		expect(kept).toEqual(['eth0']);
	});

	it.each(
		'veth1a2b3c4 docker0 br-0a1b2c3d4e5f virbr0 ifb1 cni0 flannel.1 cali123 lxc1 tap0'.split(' '),
	)('skips %s', name => {
		expect(selectInterfaces(interfacesNamed(name), new Set())).toEqual([]);
	});

	it.each('enp3s0 eth0 wlan0 ib0 bond0 br0 vmbr0 wg0 lorawan0 end0'.split(' '))(
		'keeps %s',
		name => {
			expect(selectInterfaces(interfacesNamed(name), new Set())).toHaveLength(1);
		},
	);

	it('counts a bond and not its members', () => {
		const interfaces = interfacesNamed('bond0 eth0 eth1 eth2');
		const kept = selectInterfaces(interfaces, new Set(['eth0', 'eth1']));
		expect(kept.map(counters => counters.interface)).toEqual(['bond0', 'eth2']);
	});
});

function disksNamed(names: string) {
	const lines = names.split(' ').map(name => `8 0 ${name} 1 2 3 4 5 6 7 8 9 10 11\n`);
	return parseProcDiskstats(lines.join('')).value;
}

function interfacesNamed(names: string) {
	const lines = names.split(' ').map(name => `${name}: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n`);
	return parseProcNetDev(lines.join('')).value;
}
