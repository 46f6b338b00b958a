import type {HealthReason} from '../domain/health.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {DiskFigures, InterfaceFigures, NodeFigures} from '../domain/node-figures.ts';
import {latencyColumn, rateColumn, shareColumn, sizeColumn} from '../theme/column-text.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import {latencyText, sizeText} from '../theme/number-text.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {cutMiddle, takeColumns, widthOf} from '../theme/width.ts';
import type {Fact, FactColumns, Facts} from './fact-columns.ts';
import {gpuFact, coresFact, loadFact, memoryFact} from './processor-facts.ts';
import {overLimitTone} from './over-limit-tone.ts';
import {joinPieces} from './place-pieces.ts';

/** What the detail says of a node in figures. */
export type NodeFigureFacts = {
	readonly figures: NodeFigures;
	readonly filesystems: readonly Filesystem[];
	readonly reasons: readonly HealthReason[];
	/** Of the connection; undefined for this machine. */
	readonly link: {readonly roundTripMs: number; readonly carrier: string} | undefined;
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
		],
		right: [
			pressureFact(figures, columns, glyphs),
			...(columns.isWide ? [] : memory),
			...node.filesystems.map((filesystem, index) =>
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

	const writable = filesystem.usedBytes + filesystem.availableBytes;
	const fraction = writable > 0 ? filesystem.usedBytes / writable : undefined;
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

function linkFact(
	{roundTripMs, carrier}: NonNullable<NodeFigureFacts['link']>,
	{right}: FactColumns,
	glyphs: Glyphs,
): Fact {
	const by = carrier === 'ssh2' ? safe`` : safe` ${glyphs.apart} ${clean(carrier)}`;
	return {
		label: labelText('ssh', right, glyphs),
		rank: 5,
		pieces: [{text: safe`${latencyColumn(roundTripMs, glyphs)}${by}`}],
	};
}

function labelText(raw: string, {label, value}: FactColumns['right'], glyphs: Glyphs) {
	return cutMiddle(clean(raw), value - label - 1, glyphs);
}
