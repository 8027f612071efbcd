# perl em.pl FOLDER: what Email::MIME and Email::Address::XS read in each .eml file of a
# folder, a line of JSON for each file.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Email::Address::XS qw(parse_email_addresses);
use Email::MIME;
use Encode qw(decode);
use JSON::PP;

my ($folder) = @ARGV;
my $json = JSON::PP->new->utf8;

sub boxes {
    my ($value) = @_;
    return [] unless defined $value;
    return [ map { [ decode('MIME-Header', $_->phrase // ''), $_->address // '' ] }
            parse_email_addresses($value) ];
}

for my $path (sort glob "$folder/*.eml") {
    open my $handle, '<:raw', $path or die "$path: $!";
    my $raw = do { local $/; <$handle> };
    my $message = Email::MIME->new($raw);
    my (%words, @attachments);
    $message->walk_parts(sub {
        my ($part) = @_;
        return if $part->subparts;
        my ($type) = ($part->content_type // 'text/plain') =~ m{^([^;\s]+)};
        if (defined(my $name = $part->filename)) {
            push @attachments, [ $name, $type, sha256_hex($part->body) ];
        }
        else {
            $words{$type} = $part->body_str;
        }
    });
    my ($file) = $path =~ m{([^/]+)\z};
    print $json->encode({
        file        => $file,
        library     => 'Email::MIME',
        headers     => [ map { lc } $message->header_names ],
        from        => boxes($message->header_raw('From')),
        to          => boxes($message->header_raw('To')),
        subject     => decode('MIME-Header', $message->header_raw('Subject') // ''),
        text        => $words{'text/plain'} // '',
        html        => $words{'text/html'} // '',
        attachments => \@attachments,
    }), "\n";
}
