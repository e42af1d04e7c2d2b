import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Readable } from 'node:stream';
import { digestText, linkQuery, messageId, uploadQuery } from '#libs/api';
import { Attachments, type Attachment, type AttachmentLink } from '#libs/documents';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';

/** The part of a Fastify reply that is needed here. */
interface Reply {
  header(name: string, value: string): Reply;
  send(content: Uint8Array): unknown;
}

/** Uploads a minute from one address. */
const uploadsPerMinute = 60;

/** Attachments: taken in piece by piece, given out to whoever holds a link, which those get who see the message. */
@Controller('api/v1')
export class AttachmentsController {
  constructor(private readonly attachments: Attachments) {}

  @Post('attachments')
  @HttpCode(201)
  @RouteConfig({ rateLimit: { max: uploadsPerMinute, timeWindow: 60_000 } })
  upload(@Caller() caller: Access, @Query() query: unknown, @Body() body: unknown): Promise<Attachment> {
    const { name } = checked(uploadQuery, query);
    const owner = caller.principal?.place ?? { region: null, department: null };
    return this.attachments.take({ name, chunks: chunksOf(body) }, { owner, by: caller.by('api') });
  }

  @Get('messages/:id/attachments/:digest')
  async link(
    @Caller() { reach }: Access,
    @Param('id') id: string,
    @Param('digest') digest: string,
  ): Promise<AttachmentLink> {
    const sha256 = checked(digestText, digest);
    const found = await this.attachments.linkIn(checked(messageId, id), sha256, reach.bounds);
    if (found === null) throw new NotFoundException('没有这个附件，或没有设置密钥库的主密钥，不能签名。');
    return found;
  }

  @Get('attachments/:digest')
  async open(@Param('digest') digest: string, @Query() query: unknown, @Res() reply: Reply): Promise<void> {
    const link = checked(linkQuery, query);
    const found = await this.attachments.open({ ...link, sha256: checked(digestText, digest) });
    if (found === null) throw new NotFoundException('链接无效或已过期，请重新取得链接。');
    reply
      .header('content-type', found.mediaType)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodedName(found.name)}`)
      .header('cache-control', 'private, no-store')
      .send(found.bytes);
  }
}

/** The body of the request as it comes. Its end is not the connection's, so that a refusal still reaches whoever sends. */
function chunksOf(body: unknown): AsyncIterable<Uint8Array> {
  const stream = body instanceof Readable ? body : Readable.from([]);
  return stream.iterator({ destroyOnReturn: false });
}

/** As RFC 8187 wants it. */
function encodedName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
