/**
 * Which devices and interfaces of a node stand for work of its own. Kept apart from the parsers of the formats, so
 * that those stay complete and every source (this machine, ssh, a simulation) is cut in the same way.
 */
import type {DiskCounters, InterfaceCounters} from '../domain/node-sample.ts';

/** Backed by files or memory, or removable drives that stall when touched; hidden paths of multipath NVMe. */
const skippedDevice =
	/^(?:(?:(?:loop|ram|zram|sr|fd)\d+|nvme\d+c\d+n\d+)(?:p\d+)?|mmcblk\d+(?:boot\d+|rpmb))$/;

/** Loopback, and the inner ends of containers, bridges and tunnels: their bytes pass a real interface again. */
const skippedInterface =
	/^(?:lo$|veth|docker|br-|virbr|ifb|vnet|tap|cni|cali|flannel|cilium|lxc|kube|nodelocaldns|dummy|sit\d|tunl\d|gre\d|gretap\d|erspan\d|ip6tnl\d|ip6_vti\d|ip_vti\d|ip6gre\d)/;

export function isDisk(device: string): boolean {
	return !skippedDevice.test(device);
}

export function isInterface(name: string): boolean {
	return !skippedInterface.test(name);
}

/** Whole devices: disks and the dm and md devices on top of them, whose bytes count again and are never summed. */
export function selectDisks(disks: readonly DiskCounters[]): readonly DiskCounters[] {
	const names = new Set(disks.map(disk => disk.device));
	return disks.filter(({device}) => isDisk(device) && !names.has(wholeDeviceOf(device) ?? ''));
}

/** Interfaces with traffic of the node, without the members of a bond: the bond counts their bytes. */
export function selectInterfaces(
	interfaces: readonly InterfaceCounters[],
	bonded: ReadonlySet<string>,
): readonly InterfaceCounters[] {
	return interfaces.filter(
		counters => isInterface(counters.interface) && !bonded.has(counters.interface),
	);
}

/**
 * What a device would be a partition of: sda of sda1, nvme0n1 of nvme0n1p2, mmcblk0 of mmcblk0p1. It is one only where
 * that device exists: xvda1 without an xvda is a whole disk.
 */
function wholeDeviceOf(device: string): string | undefined {
	let end = device.length;
	while (end > 0 && isDigit(device[end - 1])) {
		end--;
	}

	if (end === device.length) {
		return undefined;
	}

	const hasSeparator = device[end - 1] === 'p' && isDigit(device[end - 2]);
	return device.slice(0, hasSeparator ? end - 1 : end);
}

function isDigit(character: string | undefined): boolean {
	return character !== undefined && character >= '0' && character <= '9';
}
