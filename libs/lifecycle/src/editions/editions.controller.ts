import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Requires } from '#partners';
import { EditionsInUse, type UsedEdition } from './editions-in-use.js';

class EditionView implements UsedEdition {
  @ApiProperty({ example: 'categories@1' })
  edition!: string;

  @ApiProperty({ description: 'SHA-256 of its content as canonical JSON (RFC 8785).' })
  sha256!: string;

  @ApiPropertyOptional({ type: Boolean, description: 'It is used where none is named.' })
  default?: true;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Since when it is.' })
  defaultSince?: string;

  @ApiPropertyOptional({ type: String, description: 'Stream that holds its content, where it was imported.' })
  contentIn?: string;

  @ApiPropertyOptional({ type: String, description: 'Operator who decided it.' })
  decidedBy?: string;

  @ApiProperty({ format: 'date-time' })
  activeSince!: string;

  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty({
    description: 'The running code carries it, or the log holds its content; else an earlier code carried it.',
  })
  inUse!: boolean;
}

class EditionList {
  @ApiProperty({ type: EditionView, isArray: true })
  items!: EditionView[];
}

@ApiTags('editions')
@Controller('v1/editions')
@Requires('any-partner')
export class EditionsController {
  constructor(@Inject(EditionsInUse) private readonly editions: EditionsInUse) {}

  @Get()
  @ApiOperation({ summary: 'Reference data by which events are judged and metrics computed, and since when.' })
  @ApiOkResponse({ type: EditionList })
  async list(): Promise<EditionList> {
    return { items: await this.editions.list() };
  }
}
