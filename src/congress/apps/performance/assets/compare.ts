// Charts of a comparison, drawn from the table that stands on the page: without a script the table remains.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { PageElement, define, find } from "@ui/define";

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface Series {
  name: string;
  values: (number | null)[];
  texts: string[];
}

// Told apart by lightness as well as by hue, so that they stay apart on grey paper.
const COLOURS = ["#1f5673", "#c2883a", "#7fa8bd", "#84141a", "#5b7f5a", "#b9b3a6", "#4a3f6b", "#d9b8a0"];
// On these white letters can be read, on the others dark ones.
const DARK = [0, 3, 4, 6];
const INK = "#1f2328";
const LINE = "#e3e0d9";
const PAPER_WIDTH = 1000;
const LONGEST_NAME = 16;

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

/** `<comparison-chart data-kind="bars|stack|change" data-unit>` around a table whose cells carry `data-value`. */
class ComparisonChart extends PageElement {
  private chart: EChartsType | null = null;

  protected start(): void {
    const board = find(this, "[data-board]");
    const table = find<HTMLTableElement>(this, "table");
    if (!board || !table || this.chart) return;
    const groups = this.groups(table);
    const series = this.series(table);
    board.hidden = false;
    board.style.height = `${this.height(groups.length) * this.type + this.legendHeight(series)}px`;
    this.chart = init(board, undefined, { renderer: "svg" });
    this.chart.setOption(this.option(groups, series));
    find<HTMLDetailsElement>(this, "details")?.removeAttribute("open");
    this.on(window, "resize", () => this.chart?.resize());
    this.on(window, "beforeprint", () => this.chart?.resize({ width: PAPER_WIDTH }));
    this.on(window, "afterprint", () => this.chart?.resize({ width: "auto" }));
  }

  protected override stop(): void {
    this.chart?.dispose();
    this.chart = null;
  }

  /** The page's type size in pixels: large type makes large charts. */
  private get type(): number {
    return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  }

  private get isNarrow(): boolean {
    return this.clientWidth < 26 * this.type;
  }

  private get kind(): string {
    return this.dataset.kind ?? "bars";
  }

  private groups(table: HTMLTableElement): string[] {
    return Array.from(table.querySelectorAll("thead th[data-group]"), (head) => head.textContent?.trim() ?? "");
  }

  private series(table: HTMLTableElement): Series[] {
    return Array.from(table.querySelectorAll("tbody tr"), (row) => {
      const cells = Array.from(row.querySelectorAll<HTMLElement>("td"));
      return {
        name: row.querySelector("th")?.textContent?.trim() ?? "",
        values: cells.map((cell) => (cell.dataset.value ? Number(cell.dataset.value) : null)),
        texts: cells.map((cell) => cell.textContent?.trim() ?? ""),
      };
    });
  }

  /** In lines of type. */
  private height(groups: number): number {
    const rows = find<HTMLTableElement>(this, "table")?.tBodies[0]?.rows.length ?? 1;
    if (this.kind === "change") return 3 + rows * 2.6;
    return this.kind === "stack" ? 3 + groups * 4.5 : 18;
  }

  private option(groups: string[], series: Series[]): EChartsCoreOption {
    const text = { color: INK, fontSize: this.type * 0.875, fontFamily: getComputedStyle(this).fontFamily };
    const common = {
      animation: false,
      color: COLOURS,
      textStyle: text,
      tooltip: { renderMode: "richText", confine: true, textStyle: text, trigger: "item" },
    };
    if (this.kind === "change") return { ...common, ...this.changes(series, text) };
    return { ...common, ...this.groupsOfBars(groups, series, text) };
  }

  /** Bars for each column of the comparison: side by side, or as parts of a whole lying down. */
  private groupsOfBars(groups: string[], series: Series[], text: object): EChartsCoreOption {
    const isStack = this.kind === "stack";
    const names = { type: "category", data: groups, axisLabel: { ...text, interval: 0, lineHeight: this.type * 1.15, width: this.labelWidth(groups.length), overflow: "break" }, inverse: isStack };
    const numbers = {
      type: "value",
      ...(isStack ? { max: 100 } : {}),
      axisLabel: { ...text, hideOverlap: true, formatter: isStack ? "{value}%" : undefined },
      splitLine: { lineStyle: { color: LINE } },
    };
    return {
      legend: { type: "plain", top: 0, textStyle: text, itemGap: this.type, formatter: shortened },
      grid: { left: 8, right: 24, bottom: 8, top: this.legendHeight(series), containLabel: true },
      xAxis: isStack ? numbers : names,
      yAxis: isStack ? names : numbers,
      series: series.map((each, at) => this.bar(each, isStack, { ...text, ...(isStack && DARK.includes(at) ? { color: "#fff" } : {}) })),
    };
  }

  private bar(each: Series, isStack: boolean, text: object): EChartsCoreOption {
    // The least share whose number fits inside its bar.
    const wide = isStack ? (320 * this.type) / Math.max(this.clientWidth * 0.7, 1) : 0;
    return {
      type: "bar",
      name: each.name,
      ...(isStack ? { stack: "whole" } : {}),
      barMaxWidth: 3.5 * this.type,
      itemStyle: { borderColor: "#fff", borderWidth: isStack ? 1 : 0 },
      label: {
        show: !this.isNarrow || isStack,
        position: isStack ? "inside" : "top",
        ...text,
        formatter: (point: { dataIndex: number }) =>
          Math.abs(each.values[point.dataIndex] ?? 0) >= wide ? (each.texts[point.dataIndex] ?? "") : "",
      },
      tooltip: { formatter: (point: { dataIndex: number }) => `${each.name}\n${each.texts[point.dataIndex] ?? ""}` },
      data: each.values,
    };
  }

  /** One bar for each indicator, to both sides of nought. Beyond twice the usual the number alone tells how far. */
  private changes(series: Series[], text: object): EChartsCoreOption {
    const most = 200;
    return {
      grid: { left: 8, right: 4.5 * this.type, bottom: 8, top: 8, containLabel: true },
      xAxis: {
        type: "value",
        axisLabel: { ...text, formatter: "{value}%", hideOverlap: true },
        splitLine: { lineStyle: { color: LINE } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: series.map((each) => each.name),
        axisLabel: { ...text, width: (this.isNarrow ? 7 : 16) * this.type, overflow: "truncate" },
      },
      series: [
        {
          type: "bar",
          barMaxWidth: 1.4 * this.type,
          data: series.map((each) => {
            const value = each.values[0] ?? 0;
            return { value: Math.max(-most, Math.min(most, value)), itemStyle: { color: value < 0 ? COLOURS[1] : COLOURS[0] } };
          }),
          label: { show: true, position: "right", ...text, formatter: (point: { dataIndex: number }) => series[point.dataIndex]?.texts[0] ?? "" },
          tooltip: { formatter: (point: { dataIndex: number }) => `${series[point.dataIndex]?.name ?? ""}\n${series[point.dataIndex]?.texts[0] ?? ""}` },
        },
      ],
    };
  }

  /** Names under bars share the width; beside lying bars they have a column of their own. */
  private labelWidth(groups: number): number {
    const column = (this.isNarrow ? 6 : 10) * this.type;
    return this.kind === "stack" ? column : Math.max((this.clientWidth * 0.8) / groups - this.type, 4 * this.type);
  }

  /** Room for the legend, line by line as it wraps; the single series of changes has none. */
  private legendHeight(series: Series[]): number {
    if (this.kind === "change") return 0;
    const room = Math.max(this.clientWidth - 2 * this.type, 1);
    let lines = 1;
    let used = 0;
    for (const each of series) {
      const width = (shortened(each.name).length * 0.875 + 3.5) * this.type;
      if (used && used + width > room) {
        lines += 1;
        used = 0;
      }
      used += width;
    }
    return (lines * 1.9 + 0.75) * this.type;
  }
}

define("comparison-chart", ComparisonChart);
