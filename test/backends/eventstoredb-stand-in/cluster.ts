import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { refusal, type StandInNode } from './node.js';

type Answer<Request, Response> = (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>) => void;

/** What this server can do: the client picks its way of appending by it. */
export const getSupportedMethods =
  ({ faults }: StandInNode): Answer<shared.Empty, features.SupportedMethods> =>
  (_, answer) => {
    const methods = ['read', 'append', ...(faults.withoutBatches ? [] : ['batchappend'])].map((name) =>
      new features.SupportedMethod().setMethodName(name).setServiceName('event_store.client.streams.streams'),
    );
    answer(null, new features.SupportedMethods().setMethodsList(methods).setEventStoreServerVersion(faults.version));
  };

/** The cluster as this node sees it: itself, and the leader if that is another one. */
export const gossipRead =
  (node: StandInNode, port: () => number): Answer<shared.Empty, gossip.ClusterInfo> =>
  (call, answer) => {
    const refused = refusal({ ...node, credentials: undefined }, call.metadata);
    if (refused !== undefined) return answer(refused);
    const { leader } = node.faults;
    const { FOLLOWER, LEADER } = gossip.MemberInfo.VNodeState;
    const self = member({ host: '127.0.0.1', port: port() }, leader === undefined ? LEADER : FOLLOWER);
    const others = leader === undefined ? [] : [member(leader, LEADER)];
    return answer(null, new gossip.ClusterInfo().setMembersList([self, ...others]));
  };

function member({ host, port }: { host: string; port: number }, state: gossip.MemberInfo.VNodeState) {
  return new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(crypto.randomUUID()))
    .setTimeStamp(String(Date.now()))
    .setState(state)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
}
