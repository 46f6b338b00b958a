import type {TransportName} from '../domain/connection.ts';
import type {HealthReason} from '../domain/health.ts';
import type {Filesystem, MeasuredFilesystem, NodeFacts} from '../domain/node-facts.ts';
import type {DiskFigures, InterfaceFigures, NodeFigures} from '../domain/node-figures.ts';
import {latencyColumn, rateColumn, shareColumn, sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {durationParts} from '../theme/duration-text.ts';
import {latencyText, sizeText} from '../theme/number-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, takeColumns, widthOf} from '../theme/width.ts';
import type {Fact, FactColumns, Facts} from './fact-columns.ts';
import {gpuFact, coresFact, loadFact, memoryFact} from './processor-facts.ts';
import {type NodeOllamaFacts, ollamaFacts} from './ollama-facts.ts';
import {type NodeSlurm, slurmFacts} from './slurm-facts.ts';
import {systemFacts} from './system-facts.ts';
import {overLimitTone} from './over-limit-tone.ts';
import {joinPieces} from './place-pieces.ts';

/** What the detail says of a node in figures. */
export type NodeFigureFacts = {
	readonly figures: NodeFigures;
	readonly filesystems: readonly Filesystem[];
	readonly reasons: readonly HealthReason[];
	/** Of the connection; undefined for this machine. */
	readonly link: Link | undefined;
	/** What hardly changes; undefined where there is no room for it. */
	readonly system: NodeFacts | undefined;
	/** Undefined where no cluster knows the node. */
	readonly slurm: NodeSlurm | undefined;
	/** Undefined where nobody asks for it, or nothing was heard yet. */
	readonly ollama: NodeOllamaFacts | undefined;
};

export type Link = {
	readonly roundTripMs: number;
	readonly carrier: TransportName;
	/** How long it is there; undefined when that is not known. */
	readonly upMs: number | undefined;
};

/** The two columns of figures under the charts. */
export function nodeFacts(node: NodeFigureFacts, columns: FactColumns, glyphs: Glyphs): Facts {
	const {figures, link} = node;
	const memory = memoryFact(figures.memory, node.reasons, columns);
	return {
		left: [
			...coresFact(figures.cpu.perCore, columns.left.width, glyphs),
			...figures.gpus.map(gpu => gpuFact(gpu, columns, glyphs)),
			loadFact(figures.cpu, columns, glyphs),
			...(columns.isWide ? memory : []),
			...(node.ollama === undefined
				? []
				: ollamaFacts(node.ollama, {
						...{width: columns.left.width, isWhole: node.system !== undefined, glyphs},
					})),
			...(node.slurm === undefined
				? []
				: slurmFacts(node.slurm, {
						...{width: columns.left.width, isWhole: node.system !== undefined, glyphs},
					})),
			...(node.system === undefined ? [] : systemFacts(node.system, figures, glyphs)),
		],
		right: [
			pressureFact(figures, columns, glyphs),
			...(columns.isWide ? [] : memory),
			...fullestFirst(node.filesystems).map((filesystem, index) =>
				filesystemFact({filesystem, index, reasons: node.reasons}, columns, glyphs),
			),
			...figures.disks.map((disk, index) => diskFact(disk, {index, columns}, glyphs)),
			...figures.network.map((one, index) => networkFact(one, {index, columns}, glyphs)),
			...(link === undefined ? [] : [linkFact(link, columns, glyphs)]),
		],
	};
}

function pressureFact({pressure}: NodeFigures, {isWide}: FactColumns, glyphs: Glyphs): Fact {
	const shares = [
		[safe`cpu`, pressure.cpuSomeFraction],
		[safe`io`, pressure.ioSomeFraction],
		...(isWide ? [[safe`mem`, pressure.memorySomeFraction] as const] : []),
	] as const;
	return {
		label: safe`pressure`,
		rank: 1,
		pieces: joinPieces(
			shares.map(([label, fraction]) => [
				{text: safe`${label} `, tone: 'dim'},
				{text: shareColumn(fraction, glyphs)},
			]),
			{text: isWide ? safe`   ` : safe`  `},
		),
	};
}

/** One that does not answer comes before them all. */
function fullestFirst(filesystems: readonly Filesystem[]): readonly Filesystem[] {
	const fullness = (one: Filesystem): number =>
		one.state === 'silent' ? Number.POSITIVE_INFINITY : (shareUsed(one) ?? 0);
	return filesystems.toSorted((one, other) =>
		fullness(one) === fullness(other) ? 0 : fullness(other) - fullness(one),
	);
}

/** Of what users may write, as `df` counts. */
function shareUsed({usedBytes, availableBytes}: MeasuredFilesystem): number | undefined {
	const writableBytes = usedBytes + availableBytes;
	return writableBytes > 0 ? usedBytes / writableBytes : undefined;
}

type FilesystemFact = {
	readonly filesystem: Filesystem;
	readonly index: number;
	readonly reasons: readonly HealthReason[];
};

function filesystemFact(
	{filesystem, index, reasons}: FilesystemFact,
	{isWide, right}: FactColumns,
	glyphs: Glyphs,
): Fact {
	const label = labelText(filesystem.mount, right, glyphs);
	if (filesystem.state === 'silent') {
		const waited = clean(latencyText(filesystem.waitedMs));
		return {label, rank: 0, pieces: [{text: safe`does not answer, ${waited}`, tone: 'warning'}]};
	}

	const fraction = shareUsed(filesystem);
	const tone = fraction === undefined ? undefined : overLimitTone('disk', fraction, reasons);
	const free: Piece = isWide
		? {text: safe`  ${sizeColumn(filesystem.availableBytes, glyphs)} free`}
		: {text: safe`${clean(sizeText(filesystem.availableBytes))} free`};
	const share: Piece = {text: shareColumn(fraction, glyphs), ...(tone && {tone})};
	return {
		label,
		rank: tone === undefined ? (index === 0 ? 3 : 10 + index) : 0,
		pieces: isWide ? [share, free] : tone === undefined ? [free] : [free, {text: safe`  `}, share],
	};
}

type Placed = {readonly index: number; readonly columns: FactColumns};

function diskFact(disk: DiskFigures, {index, columns}: Placed, glyphs: Glyphs): Fact {
	const [read, write] = columns.isWide ? [safe`read`, safe`write`] : [safe`r`, safe`w`];
	return {
		label: labelText(disk.device, columns.right, glyphs),
		rank: index === 0 ? 6 : 40 + index,
		pieces: [
			{text: safe`${rateColumn(disk.readBytesPerSecond, glyphs)} ${read}`},
			{text: columns.isWide ? safe`   ` : safe`  `},
			{text: safe`${rateColumn(disk.writeBytesPerSecond, glyphs)} ${write}`},
		],
	};
}

function networkFact(one: InterfaceFigures, {index, columns}: Placed, glyphs: Glyphs): Fact {
	const [into, out] = directionWords(columns, glyphs);
	return {
		label: labelText(one.interface, columns.right, glyphs),
		rank: index === 0 ? 4 : 20 + index,
		pieces: [
			{text: safe`${rateColumn(one.rxBytesPerSecond, glyphs)} ${into}`},
			{text: columns.isWide ? safe`    ` : safe`  `},
			{text: safe`${rateColumn(one.txBytesPerSecond, glyphs)} ${out}`},
		],
	};
}

/** The words of ascii are too long at 80 columns: there they are letters, as those of a disk. */
function directionWords({isWide, right}: FactColumns, {net}: Glyphs): readonly [Safe, Safe] {
	const rates = 8 + 1 + widthOf(net.in) + (isWide ? 4 : 2) + 8 + 1 + widthOf(net.out);
	return rates <= right.width
		? [net.in, net.out]
		: [takeColumns(net.in, 1), takeColumns(net.out, 1)];
}

/** `0.7 ms · up 42 m` */
function linkFact({roundTripMs, carrier, upMs}: Link, {right}: FactColumns, glyphs: Glyphs): Fact {
	const apart = safe` ${glyphs.apart} `;
	const up = upMs === undefined ? safe`` : safe`${apart}up ${shortDuration(upMs)}`;
	const by = carrier === 'ssh2' ? safe`` : safe`${apart}${clean(carrier)}`;
	return {
		label: labelText('ssh', right, glyphs),
		rank: 5,
		pieces: [{text: safe`${latencyColumn(roundTripMs, glyphs)}${up}${by}`}],
	};
}

/** In its largest unit. */
function shortDuration(ms: number): Safe {
	const {count, unit} = durationParts(ms).larger;
	return safe`${count} ${clean(unit)}`;
}

function labelText(raw: string, {label, value}: FactColumns['right'], glyphs: Glyphs) {
	return cutMiddle(clean(raw), value - label - 1, glyphs);
}
