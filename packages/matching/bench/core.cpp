// Deferred acceptance in C++, twice, to know what the machine allows: with a heap of held children in each group, as one
// would write it, and the best found: bits instead of heaps, children in waves, what the next ones need fetched ahead.
// Reads an instance that tools/bench/allocation/cpp.ts wrote; prints one line of JSON. Nothing of the engine is used.
#include <time.h>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

using Words = std::vector<int32_t>;

struct Instance {
  Words offset;    // first entry of each child, and one past the last
  Words group;     // of each entry, in the order of the child's wishes
  Words position;  // of each entry, unique over all groups; lower is better inside a group
  Words seats;     // of each group
};

struct Solved {
  double ms = 0;  // of processor time, for the state and the proposals
  int64_t proposals = 0;
  Words place;  // group of each child, or -1
};

static void fail(const char* what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static Instance read(const char* path) {
  FILE* file = fopen(path, "rb");
  int32_t sizes[3];
  if (!file || fread(sizes, 4, 3, file) != 3) fail("can not read the instance");
  Instance instance{Words(sizes[0] + 1), Words(sizes[1]), Words(sizes[1]), Words(sizes[2])};
  for (Words* words : {&instance.offset, &instance.group, &instance.position, &instance.seats})
    if (fread(words->data(), 4, words->size(), file) != words->size()) fail("the instance is cut off");
  fclose(file);
  return instance;
}

static double processorMs() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

// Each child proposes down its list; a full group keeps the best in a heap with the worst on top.
class Heaps {
  const Instance& in;
  Words rowOf, first;

 public:
  explicit Heaps(const Instance& instance) : in(instance), rowOf(in.group.size()), first(in.seats.size() + 1) {
    for (size_t row = 0; row + 1 < in.offset.size(); row++)
      for (int32_t entry = in.offset[row]; entry < in.offset[row + 1]; entry++) rowOf[in.position[entry]] = row;
    for (size_t group = 0; group < in.seats.size(); group++) first[group + 1] = first[group] + in.seats[group];
  }

  Solved solve() const {
    const int32_t children = in.offset.size() - 1;
    Solved solved;
    const double startedAt = processorMs();
    Words heap(first.back()), held(in.seats.size()), next(in.offset.begin(), in.offset.end() - 1);
    for (int32_t start = 0; start < children; start++) {
      int32_t row = start;
      while (row >= 0) {
        if (next[row] == in.offset[row + 1]) break;
        const int32_t entry = next[row]++;
        const int32_t group = in.group[entry], position = in.position[entry];
        int32_t* const begin = heap.data() + first[group];
        solved.proposals++;
        if (held[group] < in.seats[group]) {
          begin[held[group]++] = position;
          std::push_heap(begin, begin + held[group]);
          break;
        }
        if (held[group] == 0 || position > begin[0]) continue;
        const int32_t out = begin[0];
        replaceTop(begin, held[group], position);
        row = rowOf[out];
      }
    }
    solved.ms = processorMs() - startedAt;
    solved.place.assign(children, -1);
    for (size_t group = 0; group < in.seats.size(); group++)
      for (int32_t seat = 0; seat < held[group]; seat++) solved.place[rowOf[heap[first[group] + seat]]] = group;
    return solved;
  }

 private:
  static void replaceTop(int32_t* heap, int32_t size, int32_t value) {
    int32_t at = 0;
    for (int32_t child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1] > heap[child]) child++;
      if (heap[child] <= value) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = value;
  }
};

// The held positions of all groups in one field of bits; the worst of a group only ever moves down. Children propose in
// waves of their next wishes, and the entries, groups and bits of those a little ahead are fetched meanwhile.
class Bits {
  struct Pair {
    int32_t position, group;  // the group as its complement in a child's last entry
  };
  struct Group {
    int32_t worst, left;
  };
  const Instance& in;
  std::vector<Pair> pairs;
  Words entryAt;
  static constexpr size_t ahead = 24;

 public:
  explicit Bits(const Instance& instance) : in(instance), pairs(in.group.size()), entryAt(in.group.size()) {
    for (size_t row = 0; row + 1 < in.offset.size(); row++)
      for (int32_t entry = in.offset[row]; entry < in.offset[row + 1]; entry++) {
        const bool last = entry + 1 == in.offset[row + 1];
        pairs[entry] = {in.position[entry], last ? ~in.group[entry] : in.group[entry]};
        entryAt[in.position[entry]] = entry;
      }
  }

  Solved solve(bool waves) const {
    const size_t children = in.offset.size() - 1;
    Solved solved;
    const double startedAt = processorMs();
    std::vector<Group> groups(in.seats.size());
    for (size_t group = 0; group < groups.size(); group++) groups[group] = {-1, in.seats[group]};
    std::vector<uint64_t> bits(entryAt.size() / 64 + 1);
    Words wave, later;
    if (waves) {
      wave.reserve(children);
      later.reserve(children);
      for (size_t row = 0; row < children; row++)
        if (in.offset[row] < in.offset[row + 1]) wave.push_back(in.offset[row]);
      while (!wave.empty()) {
        for (size_t index = 0; index < wave.size(); index++) {
          if (index + 2 * ahead < wave.size()) __builtin_prefetch(&pairs[wave[index + 2 * ahead]]);
          if (index + ahead < wave.size()) {
            const Pair& soon = pairs[wave[index + ahead]];
            __builtin_prefetch(&groups[soon.group < 0 ? ~soon.group : soon.group]);
            __builtin_prefetch(&bits[soon.position >> 6]);
          }
          const int32_t next = propose(wave[index], groups.data(), bits.data());
          if (next >= 0) later.push_back(next);
        }
        solved.proposals += wave.size();
        wave.swap(later);
        later.clear();
      }
    } else {
      for (size_t row = 0; row < children; row++) {
        int32_t entry = in.offset[row] < in.offset[row + 1] ? in.offset[row] : -1;
        for (; entry >= 0; solved.proposals++) entry = propose(entry, groups.data(), bits.data());
      }
    }
    solved.ms = processorMs() - startedAt;
    solved.place.assign(children, -1);
    for (size_t row = 0; row < children; row++)
      for (int32_t entry = in.offset[row]; entry < in.offset[row + 1]; entry++)
        if (bits[in.position[entry] >> 6] >> (in.position[entry] & 63) & 1) solved.place[row] = in.group[entry];
    return solved;
  }

 private:
  // One proposal. Returns the entry that is to propose next, or -1.
  int32_t propose(int32_t entry, Group* groups, uint64_t* bits) const {
    const Pair pair = pairs[entry];
    Group& group = groups[pair.group < 0 ? ~pair.group : pair.group];
    const auto bit = [](int32_t position) { return uint64_t{1} << (position & 63); };
    bool last = pair.group < 0;
    if (group.left > 0) {
      group.left--;
      group.worst = std::max(group.worst, pair.position);
      bits[pair.position >> 6] |= bit(pair.position);
      return -1;
    }
    if (pair.position < group.worst) {
      bits[pair.position >> 6] |= bit(pair.position);
      const int32_t out = group.worst;
      int32_t at = out >> 6;
      bits[at] &= ~bit(out);
      uint64_t word = bits[at] & (bit(out) - 1);
      while (word == 0) word = bits[--at];
      group.worst = (at << 6) + 63 - __builtin_clzll(word);
      entry = entryAt[out];
      last = pairs[entry].group < 0;
    }
    return last ? -1 : entry + 1;
  }
};

template <class Work>
static void report(const char* name, int runs, Work work) {
  double best = 1e30;
  Solved solved;
  for (int run = 0; run < runs; run++) {
    solved = work();
    best = std::min(best, solved.ms);
  }
  uint32_t checksum = 0;
  for (int32_t place : solved.place) checksum = checksum * 31 + place;
  printf("%s\"%s\":{\"ms\":%.6f,\"proposals\":%lld,\"checksum\":%u}", *name == 'h' ? "{" : ",", name, best,
         static_cast<long long>(solved.proposals), checksum);
}

int main(int count, char** arguments) {
  if (count != 3) fail("usage: core INSTANCE RUNS");
  const Instance instance = read(arguments[1]);
  const int runs = atoi(arguments[2]);
  const Heaps heaps(instance);
  const Bits bits(instance);
  report("heaps", runs, [&] { return heaps.solve(); });
  report("bits", runs, [&] { return bits.solve(false); });
  report("waves", runs, [&] { return bits.solve(true); });
  printf("}\n");
}
