import type {HostContext} from './host-context.ts';

/** Something that is wrong with a host until it is healed. */
export type Fault = {
	/** Its arguments as a person types them, `''` for none. */
	readonly usage: string;
	readonly says: string;
	/** Possible without root, where a host has no namespaces. */
	readonly isPlain: boolean;
	/** Lines of sshd_config while it lasts. The listener is started anew with them, and without them after. */
	readonly sshdLines?: (context: HostContext, args: readonly string[]) => readonly string[];
	readonly inflict?: (context: HostContext, args: readonly string[]) => Promise<void>;
	readonly heal?: (context: HostContext) => Promise<void>;
	/** May be given again with other arguments without healing. */
	readonly isAdjustable?: true;
	/** `gone` is inflicted on the listener: healing starts a new one. */
	readonly listener?: 'gone';
};

export type FaultTable = Readonly<Record<string, Fault>>;
