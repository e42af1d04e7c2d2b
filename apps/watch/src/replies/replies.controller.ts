import {
  Body,
  Controller,
  ForbiddenException,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  UnprocessableEntityException,
} from '@nestjs/common';
import {
  beijingText,
  kindRules,
  messageKinds,
  systemClock,
  type DepartmentRef,
  type MessageKind,
} from '#base/contracts';
import { messageId, receiptBody, replyBody } from '#libs/api';
import { readMessage, ReportStore, type MessageLife } from '#libs/reporting';
import { Access, Caller } from '../access/access.js';
import { checked } from '../answers/checked.js';
import { ReplyPost, type Letter } from './reply-post.js';

interface Sent {
  readonly id: string;
}

/** Receipts and answers of departments that come over HTTP; what became of each shows at the message, and among what is parked. */
@Controller('api/v1/messages/:id')
export class RepliesController {
  constructor(
    private readonly store: ReportStore,
    private readonly post: ReplyPost,
  ) {}

  @Post('receipts')
  @HttpCode(202)
  async receipt(@Caller() caller: Access, @Param('id') id: string, @Body() body: unknown): Promise<Sent> {
    const { id: own = null, ...stated } = checked(receiptBody, body);
    const { messageId: about, key } = await this.message(caller, id);
    const at = beijingText(systemClock.now());
    return this.send(caller, {
      id: own,
      kind: 'receipt',
      inReplyTo: about,
      key,
      body: { messageId: about, at, ...stated },
    });
  }

  @Post('replies')
  @HttpCode(202)
  async reply(@Caller() caller: Access, @Param('id') id: string, @Body() body: unknown): Promise<Sent> {
    const { id: own = null, kind: named, body: said } = checked(replyBody, body);
    const { messageId: about, key, kind: asked } = await this.message(caller, id);
    const answers = messageKinds.filter((each) => each === asked).flatMap((each) => kindRules[each].answers);
    const kind = answers.find((each) => each === named);
    if (kind === undefined)
      throw new UnprocessableEntityException(`这条消息不以此答复；可用的类别：${titlesOf(answers)}。`);
    return this.send(caller, { id: own, kind, inReplyTo: about, key, body: said });
  }

  /** A message that was sent to the department of whoever asks; of any other they learn nothing. */
  private async message(caller: Access, id: string): Promise<MessageLife> {
    const found = await readMessage(this.store.database, checked(messageId, id));
    if (found === null || !caller.reach.coversOwner(found.to))
      throw new NotFoundException('没有发给本部门的这条消息，请核对编号。');
    return found;
  }

  private async send(caller: Access, letter: Letter): Promise<Sent> {
    const posted = await this.post.post(departmentOf(caller), letter);
    if ('sentence' in posted) throw new UnprocessableEntityException(posted.sentence);
    return posted;
  }
}

function departmentOf({ department }: Access): DepartmentRef {
  if (department === null) throw new ForbiddenException('只有部门的账号或令牌可以代表部门答复。');
  return department;
}

function titlesOf(kinds: readonly MessageKind[]): string {
  return kinds.length === 0 ? '无' : kinds.map((kind) => `${kind} ${kindRules[kind].title}`).join('、');
}
