import {
  BadRequestException,
  Body,
  Controller,
  ForbiddenException,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  UnprocessableEntityException,
} from '@nestjs/common';
import type { z } from 'zod';
import { brandAs } from '#base/contracts';
import { documentQuery, documentsQuery, messageId, publicationBody, remindBody } from '#libs/api';
import { DocumentsDesk, type DocumentEntry, type DocumentView, type Publication } from '#libs/documents';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';

type Published = Pick<DocumentView, 'id'> & { readonly recipients: readonly string[] };
type Reminded = Readonly<Record<'reminded' | 'spared', readonly string[]>>;

const kinds = ['document-sync', 'notice', 'written-opinion-request'] as const;

/** Documents, meetings and requests for opinions: published, looked at, reminded of. Recipients answer the message each was sent. */
@Controller('api/v1/documents')
export class DocumentsController {
  constructor(private readonly desk: DocumentsDesk) {}

  @Get()
  list(@Caller() { reach }: Access, @Query() query: unknown): Promise<readonly DocumentEntry[]> {
    const { kind, open, ...filter } = checked(documentsQuery, query);
    return this.desk.list({
      ...filter,
      kinds: kind === null ? kinds : [kind],
      openOnly: open === 'true',
      within: reach.bounds,
    });
  }

  @Get(':id')
  async show(
    @Caller() { reach }: Access,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<DocumentView> {
    const { unread } = checked(documentQuery, query);
    const found = await this.desk.show(checked(messageId, id), reach.bounds);
    if (found === null) throw missing();
    if (unread === 'false') return found;
    return { ...found, recipients: found.recipients.filter(({ receivedAt }) => receivedAt === null) };
  }

  @Post()
  @HttpCode(201)
  async publish(@Caller() caller: Access, @Body() body: unknown): Promise<Published> {
    const outcome = await this.desk.publish(publicationOf(caller, checked(publicationBody, body)));
    if (!outcome.done) throw new UnprocessableEntityException(outcome.sentence);
    const { id, recipients } = outcome;
    return { id, recipients };
  }

  @Post(':id/remind')
  @HttpCode(200)
  async remind(@Caller() caller: Access, @Param('id') id: string, @Body() body: unknown): Promise<Reminded> {
    const { by } = checked(remindBody, body);
    const document = await this.desk.show(checked(messageId, id), caller.reach.bounds);
    if (document === null) throw missing();
    if (!caller.reach.coversOwner(document.publisher))
      throw new ForbiddenException('这份文件不是您的部门发出的。');
    const outcome = await this.desk.remind(document.id, caller.by(by));
    if (!outcome.done) throw new NotFoundException(outcome.sentence);
    const { reminded, spared } = outcome;
    return { reminded, spared };
  }
}

/** A department publishes in its own name, and to those it is bound to; who works for the hub names the department. */
function publicationOf(
  caller: Access,
  { by, from, to, attachments, item, ...rest }: z.infer<typeof publicationBody>,
): Publication {
  const publisher = from ?? caller.department;
  if (publisher === null) throw new BadRequestException('请以 from 指明发出部门（行政区划.部门）。');
  return {
    ...rest,
    from: publisher,
    to:
      'departments' in to
        ? to.departments
        : {
            regions: to.regions.map((region) => brandAs<never>(region)),
            items: to.items.map((code) => brandAs<never>(code)),
          },
    files: [],
    uploaded: attachments,
    ...(caller.principal !== null && { uploader: caller.principal.place }),
    ...(caller.department !== null && { partnersOnly: true }),
    about: null,
    item: item === null ? null : brandAs(item),
    by: caller.by(by),
  };
}

function missing(): NotFoundException {
  return new NotFoundException('没有这份文件或通知，请核对编号。');
}
