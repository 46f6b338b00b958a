/**
 * Which mounts a person means by "my disks", and which of them can be asked without a risk. Local disks and network
 * mounts are shown, each once; memory, kernel interfaces, images that are always full, and containers' layers are not.
 */
import type {Mount} from './proc-mounts.ts';

/** `isLocal`: statfs answers from memory. Any other may hang for as long as a server or a daemon is away. */
export type SelectedMount = Mount & {readonly isLocal: boolean};

/** Filesystems on disks of this machine, whose kernel drivers hold the counts in memory. */
const localTypes = new Set(
	'ext2 ext3 ext4 xfs btrfs f2fs vfat msdos exfat ntfs3 zfs bcachefs jfs reiserfs hfs hfsplus ufs nilfs2 ubifs jffs2 overlay'.split(
		' ',
	),
);

/** Nothing that a person stores on: the kernel's own, memory, read-only images (always full), desktop bridges. */
const hiddenTypes = new Set(
	'proc sysfs devtmpfs devpts tmpfs ramfs rootfs cgroup cgroup2 cpuset pstore bpf securityfs debugfs tracefs configfs fusectl hugetlbfs mqueue rpc_pipefs binfmt_misc autofs nsfs efivarfs selinuxfs smackfs nfsd sockfs pipefs squashfs iso9660 udf erofs cramfs romfs fuse.gvfsd-fuse fuse.portal fuse.lxcfs fuse.snapfuse fuse.squashfuse fuse.xdg-document-portal'.split(
		' ',
	),
);

/** Files that container engines mount from their disk: the disk is no disk of the container's. */
const containerFiles = new Set(['/etc/hosts', '/etc/hostname', '/etc/resolv.conf']);

/** In the order of mounting. A device that is mounted several times is shown at its shortest mount point. */
export function selectMounts(mounts: readonly Mount[]): readonly SelectedMount[] {
	const visible = new Map(mounts.map(mount => [mount.mount, mount]));
	const chosen = new Map<string, Mount>();
	for (const mount of visible.values()) {
		const key = identityOf(mount);
		const known = chosen.get(key);
		if (isShown(mount) && (known === undefined || mount.mount.length < known.mount.length)) {
			chosen.set(key, mount);
		}
	}

	const remote = foldersWhereAPathMayHang([...visible.values()]);
	return [...chosen.values()].map(mount => ({
		...mount,
		isLocal: localTypes.has(mount.type) && !hasAncestorIn(remote, mount.mount),
	}));
}

function isShown({type, mount}: Mount): boolean {
	return (
		!hiddenTypes.has(type) && !containerFiles.has(mount) && (type !== 'overlay' || mount === '/')
	);
}

/** Two mounts of a block device or an export are one filesystem; other sources (`rclone`, `zfs`) are mere names. */
function identityOf({device, mount, type}: Mount): string {
	const isUnique = device.startsWith('/dev/') || (!type.startsWith('fuse') && device.includes(':'));
	return isUnique || type === 'cifs' ? `${type} ${device}` : `at ${mount}`;
}

/** The way to a local disk that is mounted below a network mount leads through that mount. */
function foldersWhereAPathMayHang(mounts: readonly Mount[]): ReadonlySet<string> {
	const risky = mounts.filter(({type}) => !localTypes.has(type) && !hiddenTypes.has(type));
	return new Set(risky.map(({mount}) => mount));
}

function hasAncestorIn(folders: ReadonlySet<string>, path: string): boolean {
	for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
		if (folders.has(path.slice(0, end))) {
			return true;
		}
	}

	return false;
}
