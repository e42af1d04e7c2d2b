import { Controller, Get, Param, Query } from '@nestjs/common';
import { draftNumber, regionQuery } from '#libs/api';
import type { DraftView, ListReport, PolicyContent, PolicyEffect } from '#libs/catalogue';
import { PolicyOffice } from './policy-office.js';
import { checked } from '../answers/checked.js';

/** The edition in force on one page. */
interface PolicyView {
  readonly version: string;
  readonly departments: PolicyContent['departments'];
  readonly counts: Readonly<Record<'items' | 'transfers' | 'boundaries' | 'memoranda' | 'clauses', number>>;
  readonly calendar: { readonly version: string; readonly publishedUntil: string };
}

type Lists = Pick<PolicyContent, 'items' | 'lists' | 'guidance' | 'transfers' | 'retained'>;

/** Lists, boundaries and memoranda in force: public among all bureaus, so nobody's part is hidden from another. */
@Controller('api/v1/policy')
export class PolicyController {
  constructor(private readonly office: PolicyOffice) {}

  @Get()
  async policy(): Promise<PolicyView> {
    const { version, content } = await this.office.current();
    const { departments, items, transfers, boundaries, memoranda, clauses, calendar } = content;
    return {
      version,
      departments,
      counts: {
        items: items.length,
        transfers: transfers.length,
        boundaries: boundaries.length,
        memoranda: memoranda.length,
        clauses: clauses.length,
      },
      calendar: { version: calendar.version, publishedUntil: calendar.publishedUntil },
    };
  }

  @Get('lists')
  async lists(@Query() query: unknown): Promise<Lists> {
    const of = inRegion(query);
    const { content } = await this.office.current();
    const { items, lists, guidance, transfers, retained } = content;
    return {
      items,
      lists: lists.filter(of),
      guidance: guidance.filter(of),
      transfers: transfers.filter(of),
      retained: retained.filter(of),
    };
  }

  @Get('boundaries')
  async boundaries(@Query() query: unknown): Promise<PolicyContent['boundaries']> {
    const of = inRegion(query);
    return (await this.office.current()).content.boundaries.filter(of);
  }

  @Get('memoranda')
  async memoranda(@Query() query: unknown): Promise<Pick<PolicyContent, 'memoranda' | 'clauses'>> {
    const of = inRegion(query);
    const { memoranda, clauses } = (await this.office.current()).content;
    return { memoranda: memoranda.filter(of), clauses: clauses.filter(of) };
  }

  @Get('report')
  async report(@Query() query: unknown): Promise<ListReport> {
    const of = inRegion(query);
    const report = await this.office.report();
    return { ...report, findings: report.findings.filter(of) };
  }

  @Get('drafts')
  drafts(): Promise<readonly DraftView[]> {
    return this.office.drafts();
  }

  @Get('drafts/:id/effect')
  effect(@Param('id') id: string): Promise<PolicyEffect> {
    return this.office.effect(checked(draftNumber, id));
  }
}

function inRegion(query: unknown): (entry: { readonly region: string }) => boolean {
  const { region } = checked(regionQuery, query);
  return (entry) => region === null || entry.region === region;
}
