import type {NodeConfig} from './config.ts';
import type {TransportName} from './connection.ts';
import type {Failure} from './failure.ts';
import type {Filesystem, NodeFacts} from './node-facts.ts';
import type {NodeHttp} from './node-http.ts';
import type {NodeSample} from './node-sample.ts';
import type {ServeHttp} from './node-server.ts';
import type {OnCommand} from './command-run.ts';
import type {Result} from './result.ts';
import type {OpenShell} from './shell.ts';

/**
 * An open way to read a node, whatever is between it and us. Each lane has its own pace (runtime/poll-node.ts) and its
 * own deadline; a lane that hangs delays no other. One connection is one probe: when it is lost a new one is opened,
 * and what still arrives of the old one is dropped with it.
 */
export type NodeProbe = {
	readonly transport: TransportName;
	/** Why the system's ssh carries it; undefined where nobody asks: this machine, and ssh2. */
	readonly transportReason: string | undefined;
	readonly readFacts: (signal: AbortSignal) => Promise<Result<NodeFacts>>;
	readonly readSample: (signal: AbortSignal) => Promise<Result<NodeSample>>;
	readonly readFilesystems: (signal: AbortSignal) => Promise<Result<readonly Filesystem[]>>;
	/** A shell of its own beside the lanes, for what a person asks; the connection stays the probe's. */
	readonly openShell: OpenShell;
	/** HTTP to a port of the node's own loopback; the same for the same port, closed with the probe. */
	readonly openHttp: (port: number) => NodeHttp;
	/** An HTTP server of ours on the node's own loopback. */
	readonly serveHttp: ServeHttp;
	/** Settles when the node can no longer be heard this way; never where there is nothing to lose, and never after close. */
	readonly lost: Promise<Failure>;
	readonly close: () => void;
};

export type Opening = {
	/** Ends the attempt. */
	readonly signal: AbortSignal;
	/** The time an attempt may take, from dialling to the first answer of the node's shell. */
	readonly deadlineMs: number;
	/** Called when the node let us in and its shell is being started. */
	readonly onAuthenticated: () => void;
	/** Called for every command that is run on the node by itself; undefined where nobody looks. */
	readonly onCommand?: OnCommand;
};

/** One attempt: it never retries by itself. */
export type OpenProbe = (node: NodeConfig, opening: Opening) => Promise<Result<NodeProbe>>;
