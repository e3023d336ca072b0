import addTagsToStream from 'kinesalite/actions/addTagsToStream.js';
import createStream from 'kinesalite/actions/createStream.js';
import decreaseStreamRetentionPeriod from 'kinesalite/actions/decreaseStreamRetentionPeriod.js';
import deleteStream from 'kinesalite/actions/deleteStream.js';
import describeStream from 'kinesalite/actions/describeStream.js';
import describeStreamSummary from 'kinesalite/actions/describeStreamSummary.js';
import getRecords from 'kinesalite/actions/getRecords.js';
import getShardIterator from 'kinesalite/actions/getShardIterator.js';
import increaseStreamRetentionPeriod from 'kinesalite/actions/increaseStreamRetentionPeriod.js';
import listTagsForStream from 'kinesalite/actions/listTagsForStream.js';
import mergeShards from 'kinesalite/actions/mergeShards.js';
import putRecord from 'kinesalite/actions/putRecord.js';
import putRecords from 'kinesalite/actions/putRecords.js';
import removeTagsFromStream from 'kinesalite/actions/removeTagsFromStream.js';
import splitShard from 'kinesalite/actions/splitShard.js';
import addTagsToStreamRules from 'kinesalite/validations/addTagsToStream.js';
import createStreamRules from 'kinesalite/validations/createStream.js';
import decreaseStreamRetentionPeriodRules from 'kinesalite/validations/decreaseStreamRetentionPeriod.js';
import deleteStreamRules from 'kinesalite/validations/deleteStream.js';
import describeStreamRules from 'kinesalite/validations/describeStream.js';
import describeStreamSummaryRules from 'kinesalite/validations/describeStreamSummary.js';
import getRecordsRules from 'kinesalite/validations/getRecords.js';
import getShardIteratorRules from 'kinesalite/validations/getShardIterator.js';
import increaseStreamRetentionPeriodRules from 'kinesalite/validations/increaseStreamRetentionPeriod.js';
import listTagsForStreamRules from 'kinesalite/validations/listTagsForStream.js';
import mergeShardsRules from 'kinesalite/validations/mergeShards.js';
import putRecordRules from 'kinesalite/validations/putRecord.js';
import putRecordsRules from 'kinesalite/validations/putRecords.js';
import removeTagsFromStreamRules from 'kinesalite/validations/removeTagsFromStream.js';
import splitShardRules from 'kinesalite/validations/splitShard.js';

/** What kinesalite does, each operation with the rules that its request must keep. */
export const operations = {
  AddTagsToStream: { rules: addTagsToStreamRules, action: addTagsToStream },
  CreateStream: { rules: createStreamRules, action: createStream },
  DecreaseStreamRetentionPeriod: {
    rules: decreaseStreamRetentionPeriodRules,
    action: decreaseStreamRetentionPeriod,
  },
  DeleteStream: { rules: deleteStreamRules, action: deleteStream },
  DescribeStream: { rules: describeStreamRules, action: describeStream },
  DescribeStreamSummary: { rules: describeStreamSummaryRules, action: describeStreamSummary },
  GetRecords: { rules: getRecordsRules, action: getRecords },
  GetShardIterator: { rules: getShardIteratorRules, action: getShardIterator },
  IncreaseStreamRetentionPeriod: {
    rules: increaseStreamRetentionPeriodRules,
    action: increaseStreamRetentionPeriod,
  },
  ListTagsForStream: { rules: listTagsForStreamRules, action: listTagsForStream },
  MergeShards: { rules: mergeShardsRules, action: mergeShards },
  PutRecord: { rules: putRecordRules, action: putRecord },
  PutRecords: { rules: putRecordsRules, action: putRecords },
  RemoveTagsFromStream: { rules: removeTagsFromStreamRules, action: removeTagsFromStream },
  SplitShard: { rules: splitShardRules, action: splitShard },
};

export type Operation = keyof typeof operations;
