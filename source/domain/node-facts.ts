/** What changes at most with a boot. */
export type NodeFacts = {
	readonly hostname: string | undefined;
	/** `Debian GNU/Linux 13 (trixie)` */
	readonly os: string | undefined;
	/** `6.12.57` */
	readonly kernel: string | undefined;
	/** `x86_64`, `aarch64`, as `uname -m` says it. */
	readonly architecture: string | undefined;
	readonly cpuModel: string | undefined;
	/** Logical cores that are online. */
	readonly cores: number | undefined;
};

/** A mounted filesystem. */
export type Filesystem = MeasuredFilesystem | SilentFilesystem;

export type MeasuredFilesystem = {
	readonly state: 'measured';
	readonly mount: string;
	readonly device: string;
	readonly type: string;
	readonly totalBytes: number;
	readonly usedBytes: number;
	/** What a user who is not root may still write. */
	readonly availableBytes: number;
};

/** One whose statfs has not answered. */
export type SilentFilesystem = {
	readonly state: 'silent';
	readonly mount: string;
	readonly device: string;
	readonly type: string;
	readonly waitedMs: number;
};
