<?php
/**
 * Settings → Action Widgets, for administrators.
 */

defined( 'ABSPATH' ) || exit;

const ACTION_WIDGETS_OPTION = 'action_widgets';

/** @return array The keys `servers` (a list of origins; the first is the default) and `partner`. */
function action_widgets_get_settings(): array {
	// Outside the form, for example on the command line, an option can have any value.
	$option  = get_option( ACTION_WIDGETS_OPTION );
	$servers = is_array( $option['servers'] ?? null ) ? array_filter( $option['servers'], 'is_string' ) : array();
	$partner = is_string( $option['partner'] ?? null ) ? $option['partner'] : '';
	return array( 'servers' => array_values( array_filter( array_map( 'action_widgets_get_origin', $servers ) ) ), 'partner' => $partner );
}

function action_widgets_register_settings() {
	register_setting( 'action_widgets', ACTION_WIDGETS_OPTION, array( 'type' => 'object', 'sanitize_callback' => 'action_widgets_sanitize_settings' ) );
	add_settings_section( 'default', '', '__return_empty_string', 'action_widgets' );
	add_settings_field( 'servers', __( 'Campaign servers', 'action-widgets' ), 'action_widgets_show_servers_field', 'action_widgets', 'default', array( 'label_for' => 'action-widgets-servers' ) );
	add_settings_field( 'partner', __( 'Short name of this site', 'action-widgets' ), 'action_widgets_show_partner_field', 'action_widgets', 'default', array( 'label_for' => 'action-widgets-partner' ) );
}

function action_widgets_add_settings_page() {
	add_options_page( __( 'Action Widgets', 'action-widgets' ), __( 'Action Widgets', 'action-widgets' ), 'manage_options', 'action-widgets', 'action_widgets_show_settings_page' );
}

/**
 * @param mixed $input The lines of the form, or a list of servers.
 */
function action_widgets_sanitize_settings( $input ): array {
	$input   = ( is_array( $input ) ? $input : array() ) + array( 'servers' => '', 'partner' => '' );
	$lines   = is_array( $input['servers'] ) ? $input['servers'] : preg_split( '/\s+/', (string) $input['servers'], -1, PREG_SPLIT_NO_EMPTY );
	$servers = array();
	foreach ( $lines as $line ) {
		$origin = action_widgets_get_origin( $line );
		if ( $origin ) {
			$servers[] = $origin;
		} else {
			/* translators: %s: what the administrator entered. */
			add_settings_error( ACTION_WIDGETS_OPTION, 'server', sprintf( __( '“%s” is not the address of a server. Write https://campaign.example.', 'action-widgets' ), esc_html( $line ) ) );
		}
	}
	$partner = trim( (string) $input['partner'] );
	if ( $partner && ! action_widgets_is_slug( $partner ) ) {
		add_settings_error( ACTION_WIDGETS_OPTION, 'partner', __( 'The short name of your site may contain only the letters a to z, digits and hyphens.', 'action-widgets' ) );
		$partner = action_widgets_get_settings()['partner'];
	}
	return array( 'servers' => array_values( array_unique( $servers ) ), 'partner' => $partner );
}

function action_widgets_show_servers_field() {
	?>
	<textarea id="action-widgets-servers" name="<?php echo esc_attr( ACTION_WIDGETS_OPTION ); ?>[servers]" rows="3" class="large-text code" aria-describedby="action-widgets-servers-help"><?php echo esc_textarea( implode( "\n", action_widgets_get_settings()['servers'] ) ); ?></textarea>
	<p class="description" id="action-widgets-servers-help"><?php esc_html_e( 'One address per line, such as https://campaign.example. Only these servers may add scripts to your pages; campaigns of other servers are shown as a link. The first is used where an author enters only the id of a campaign.', 'action-widgets' ); ?></p>
	<?php
}

function action_widgets_show_partner_field() {
	?>
	<input id="action-widgets-partner" name="<?php echo esc_attr( ACTION_WIDGETS_OPTION ); ?>[partner]" value="<?php echo esc_attr( action_widgets_get_settings()['partner'] ); ?>" class="regular-text code" maxlength="63" aria-describedby="action-widgets-partner-help">
	<p class="description" id="action-widgets-partner-help"><?php esc_html_e( 'The campaign counts how many people took part through your site under this name. The campaign’s organiser tells you the name; you can leave it empty.', 'action-widgets' ); ?></p>
	<?php
}

function action_widgets_show_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	?>
	<div class="wrap">
		<h1><?php echo esc_html( get_admin_page_title() ); ?></h1>
		<form action="options.php" method="post">
			<?php
			settings_fields( 'action_widgets' );
			do_settings_sections( 'action_widgets' );
			submit_button();
			?>
		</form>
	</div>
	<?php
}
