import { Module } from '@nestjs/common';
import { AsyncApiController } from './http/async-api.controller.js';
import { SchemasController } from './http/schemas.controller.js';

/** What partners can rely on, as documents. */
@Module({ controllers: [SchemasController, AsyncApiController] })
export class ContractModule {}
