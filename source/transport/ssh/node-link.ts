import type {Duplex} from 'node:stream';
import type {Failure} from '../../domain/failure.ts';
import type {Result} from '../../domain/result.ts';
import type {OpenShell} from '../../domain/shell.ts';
import type {FilesystemBlocks} from '../../parsers/stat-filesystem.ts';
import type {Listen} from '../serve-http.ts';

/** One kept login on a node. Everything that is asked of the node shares it, each on a channel of its own. */
export type NodeLink = {
	readonly transport: 'ssh2' | 'system';
	/** Why the system's ssh carries it; undefined with ssh2. */
	readonly transportReason: string | undefined;
	/** A /bin/sh that has proven itself by a nonce. */
	readonly openShell: OpenShell;
	/** A TCP stream from the node to a port that it can reach; `refused`, `denied`, `timedOut`, `unreachable`. */
	readonly openStream: (address: Address, signal: AbortSignal) => Promise<Result<Duplex>>;
	/** A port of the node's own loopback that is free; what comes there is handed over here. `denied` where sshd forbids it. */
	readonly listen: Listen;
	/** Sizes of filesystems without a process on the node; undefined where there is no such way. */
	readonly openStatfs: ((signal: AbortSignal) => Promise<Result<RemoteStatfs>>) | undefined;
	/** Settles once, when the connection ends in any way but `close`. */
	readonly lost: Promise<Failure>;
	readonly close: () => void;
};

export type Address = {readonly host: string; readonly port: number};

/** statvfs@openssh.com over one channel. A mount that hangs blocks the channel: close it and open another. */
export type RemoteStatfs = {
	readonly ask: (mount: string) => Promise<Result<FilesystemBlocks>>;
	readonly close: () => void;
};

export type OpenLink = {
	readonly signal: AbortSignal;
	/** From dialling to the end of authentication. */
	readonly deadlineMs: number;
	readonly onAuthenticated: () => void;
};
